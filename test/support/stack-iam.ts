// IAM in the loop: the policies of a synthesized stack judge every call that its handlers make.
import type { AuthorizationQuestion } from 'acm-emulator';
import { evaluate, resolveIntrinsics, type Call, type Policies } from './iam';
import { StackResources } from './stack-resources';

/** What the roles of a stack are: their policies, their trust and their tags, with every reference resolved. */
interface Role {
  readonly identity: Record<string, unknown>;
  readonly trust: unknown;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export class StackIam extends StackResources {
  private readonly roles = new Map<string, Role | undefined>();
  private readonly judgements = new Map<string, string | undefined>();

  /**
   * Every call of a handler is judged, and most are like an earlier one.
   * @param other the stack of another account in which the role is that is to be assumed
   * @returns why the call is denied; undefined if it is allowed
   */
  judge(roleArn: string, call: Call, other?: StackIam): string | undefined {
    if (other !== undefined) return this.judgement(roleArn, call, other);
    const key = JSON.stringify([roleArn, call]);
    if (!this.judgements.has(key)) this.judgements.set(key, this.judgement(roleArn, call));
    return this.judgements.get(key);
  }

  private judgement(roleArn: string, call: Call, owner: StackIam = this): string | undefined {
    const assumes = call.action === 'sts:AssumeRole';
    const target = assumes ? owner.role(call.resource) : undefined;
    if (assumes && target === undefined) return `there is no role ${call.resource}`;
    const policies: Policies = {
      identity: this.role(roleArn)?.identity ?? {},
      ...(target !== undefined && { trust: target.trust }),
    };
    const context = {
      ...lowerCase(call.context),
      ...(assumes && owner.tagsOf(call.resource)),
      'aws:principalarn': [roleArn],
    };
    const { decision, reason } = evaluate({ ...call, context }, policies);
    if (decision === 'Allow') return undefined;
    return `User: ${roleArn} is not authorized to perform: ${call.action} (${reason})`;
  }

  /** A role's tags, as the condition keys of a call that is about it. */
  tagsOf(roleArn: string): Call['context'] {
    const tags = this.role(roleArn)?.tags ?? [];
    const keys = tags.map(({ Key, Value }) => [`aws:resourcetag/${Key}`.toLowerCase(), [Value]]);
    return Object.fromEntries(keys) as Call['context'];
  }

  /** For the emulator: what it asks of IAM about a call with `roleArn`'s credentials, or a session's. */
  answer(roleArn: string, question: AuthorizationQuestion): string | undefined {
    const { action, resource, region, context } = question;
    return this.judge(question.roleArn ?? roleArn, { action, resource, region, context });
  }

  trustOf(roleArn: string): unknown {
    return this.role(roleArn)?.trust;
  }

  /** Every document of a role by its name, inline and managed. */
  documentsOf(roleArn: string): Record<string, unknown> {
    return this.role(roleArn)?.identity ?? {};
  }

  /** Resolved once: every call of a handler is judged by it. */
  private role(roleArn: string): Role | undefined {
    if (!this.roles.has(roleArn)) this.roles.set(roleArn, this.resolvedRole(roleArn));
    return this.roles.get(roleArn);
  }

  private resolvedRole(roleArn: string): Role | undefined {
    const id = roleArn.split('/').pop() ?? '';
    const properties = this.resources[id]?.Properties;
    if (properties === undefined) return undefined;
    const resolved = resolveIntrinsics(properties, this.values) as {
      readonly Policies?: readonly { PolicyName: string; PolicyDocument: unknown }[];
      readonly AssumeRolePolicyDocument: unknown;
      readonly Tags?: Role['tags'];
    };
    const inline = (resolved.Policies ?? []).map(({ PolicyName, PolicyDocument }) => [
      PolicyName,
      PolicyDocument,
    ]);
    return {
      identity: { ...(Object.fromEntries(inline) as Role['identity']), ...this.attachedTo(id) },
      trust: resolved.AssumeRolePolicyDocument,
      tags: resolved.Tags ?? [],
    };
  }

  /** Managed policies of the stack, and policies that are resources. */
  private attachedTo(roleId: string): Record<string, unknown> {
    const policies = [
      ...this.ofType('AWS::IAM::ManagedPolicy'),
      ...this.ofType('AWS::IAM::Policy'),
    ].filter(([, { Properties }]) => JSON.stringify(Properties['Roles']).includes(roleId));
    return Object.fromEntries(
      policies.map(([id, { Properties }]) => [
        id,
        resolveIntrinsics(Properties['PolicyDocument'], this.values),
      ]),
    );
  }
}

function lowerCase(context: Call['context']): Call['context'] {
  return Object.fromEntries(
    Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]),
  );
}
