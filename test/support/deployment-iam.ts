// The roles of a deployment's stack. The stack is synthesized anew whenever CloudFormation makes a request, from the
// certificates that its template has by then; so what a handler may do is what the library gives it, and no more.
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { AuthorizationQuestion } from 'acm-emulator';
import { DnsCertificate, type ValidationZone } from '../../lib';
import type { DeployedRequest } from './cloudformation';
import { DOMAIN } from './names';
import { StackIam } from './stack-iam';
import { ACCOUNT, newStack, REGION } from './synth';

interface Properties {
  readonly RemoveValidationRecords?: boolean;
  readonly ValidationRecordRegions?: string[];
  readonly Region?: string;
  readonly DomainName: string;
  readonly SubjectAlternativeNames?: string[];
  readonly HostedZones: readonly {
    readonly HostedZoneId: string;
    readonly Name?: string;
    readonly RoleArn?: string;
    readonly ExternalId?: string;
  }[];
}

export class DeploymentIam {
  private readonly declared = new Map<string, Properties>();
  private stack: StackIam;
  /** What another account has deployed: roles for its zones. */
  otherAccount: StackIam | undefined;

  /** @param hostedZoneId of the zone that a certificate has which is none that could be synthesized */
  constructor(private readonly hostedZoneId: string) {
    this.stack = this.synthesized([
      { DomainName: DOMAIN, HostedZones: [{ HostedZoneId: hostedZoneId, Name: DOMAIN }] },
    ]);
  }

  /** CloudFormation updates the roles before it asks for a certificate; what is removed shrinks them first. */
  deploy({ type, logicalResourceId, properties }: DeployedRequest): void {
    const before = new Map(this.declared);
    if (type !== 'Delete') this.declared.set(logicalResourceId, properties as Properties);
    else if (this.declared.size > 1) this.declared.delete(logicalResourceId);
    try {
      const previous = this.stack;
      this.stack = this.synthesized([...this.declared.values()], type === 'Delete');
      if (type === 'Delete') this.stack.keep(previous);
    } catch {
      // Properties that the library would not write: they came from elsewhere, and bring no permissions.
      this.declared.clear();
      for (const [id, each] of before) this.declared.set(id, each);
    }
  }

  /** What the emulator asks about a call. Only Step has this access key; sessions are of roles that it assumed. */
  answer(question: AuthorizationQuestion): string | undefined {
    const { accessKeyId, roleArn, action, resource } = question;
    if (accessKeyId !== ACCOUNT && roleArn === undefined) return undefined;
    const other = this.otherAccount;
    const isOthers = (arn: string): boolean => other?.account === arn.split(':')[4];
    if (roleArn !== undefined && isOthers(roleArn)) return other?.answer(roleArn, question);
    const step = this.stack.roleArn('StepRole');
    return action === 'sts:AssumeRole' && isOthers(resource)
      ? this.stack.judge(step, question, other)
      : this.stack.answer(step, question);
  }

  /** Why a role may not do something in the Region of the stack; undefined if it may. */
  denialOf(role: string, action: string, resource: string): string | undefined {
    const call = { action, resource, region: REGION, context: {} };
    return this.stack.judge(this.stack.roleArn(role), call);
  }

  /** The stack as it was deployed last. */
  get deployed(): StackIam {
    return this.stack;
  }

  /** The properties of a certificate whose zone is made in the same stack, and so has a role. */
  propertiesWithZoneRole(): Record<string, unknown> {
    return this.propertiesFor({
      DomainName: DOMAIN,
      HostedZones: [{ HostedZoneId: this.hostedZoneId, RoleArn: 'any' }],
    });
  }

  /** The properties of a certificate whose validation records are removed. */
  propertiesWithRemoval(fields: Partial<Properties> = {}): Record<string, unknown> {
    return this.propertiesFor({
      DomainName: DOMAIN,
      HostedZones: [{ HostedZoneId: this.hostedZoneId, Name: DOMAIN }],
      RemoveValidationRecords: true,
      ...fields,
    });
  }

  private propertiesFor(wanted: Properties): Record<string, unknown> {
    const properties = this.synthesized([wanted]).customResource();
    return Object.fromEntries(
      Object.entries(properties).filter(([name]) => !name.startsWith('Service')),
    );
  }

  /** Certificates with the same properties bring the same permissions, and a stack with the same ones is the same. */
  private synthesized(certificates: readonly Properties[], isToChange = false): StackIam {
    const different = [...new Set(certificates.map((each) => JSON.stringify(each)))];
    const key = different.join();
    const known = isToChange ? undefined : stacks.get(key);
    const stack =
      known ?? synthesize(different.map((properties) => JSON.parse(properties) as Properties));
    if (!isToChange) stacks.set(key, stack);
    return stack;
  }
}

const stacks = new Map<string, StackIam>();

function synthesize(certificates: readonly Properties[]): StackIam {
  const stack = newStack();
  const refs: Record<string, string> = {};
  certificates.forEach((properties, n) => {
    const validationZones = properties.HostedZones.map((zone, m) => {
      const isRemoving = properties.RemoveValidationRecords !== undefined;
      const hostedZone = zoneIn(stack, { ...zone, id: `Zone${n}-${m}`, isRemoving });
      if (hostedZone instanceof route53.PublicHostedZone) {
        const { logicalId } = hostedZone.node.defaultChild as route53.CfnHostedZone;
        refs[String(stack.resolve(logicalId))] = zone.HostedZoneId;
      }
      return { hostedZone, ...givenRole(stack, zone, `Role${n}-${m}`) };
    });
    const { DomainName: domainName, Region: region } = properties;
    const { SubjectAlternativeNames: subjectAlternativeNames = [] } = properties;
    const { RemoveValidationRecords: removes, ValidationRecordRegions: regions } = properties;
    new DnsCertificate(stack, `Certificate${n}`, {
      ...{ domainName, subjectAlternativeNames, validationZones },
      ...(region !== undefined && { region }),
      ...(removes !== undefined && { removeValidationRecords: removes }),
      ...(regions !== undefined && { validationRecordRegions: regions }),
    });
  });
  return new StackIam(stack, refs);
}

function zoneIn(
  stack: Stack,
  {
    id,
    HostedZoneId,
    Name,
    RoleArn,
    isRemoving,
  }: { id: string; HostedZoneId: string; Name?: string; RoleArn?: string; isRemoving: boolean },
): route53.IHostedZone {
  if (RoleArn !== undefined && !isOfOtherAccount(RoleArn) && !isRemoving)
    return new route53.PublicHostedZone(stack, id, { zoneName: DOMAIN });
  return Name === undefined
    ? route53.HostedZone.fromHostedZoneId(stack, id, HostedZoneId)
    : route53.HostedZone.fromHostedZoneAttributes(stack, id, {
        hostedZoneId: HostedZoneId,
        zoneName: Name,
      });
}

function givenRole(
  stack: Stack,
  { RoleArn = '', ExternalId }: Properties['HostedZones'][number],
  id: string,
): Pick<ValidationZone, 'role' | 'externalId'> {
  if (!isOfOtherAccount(RoleArn)) return {};
  const role = iam.Role.fromRoleArn(stack, id, RoleArn);
  return { role, ...(ExternalId !== undefined && { externalId: ExternalId }) };
}

function isOfOtherAccount(roleArn: string): boolean {
  const [, account = ACCOUNT] = /^arn:[^:]+:iam::(\d{12}):/.exec(roleArn) ?? [];
  return account !== ACCOUNT;
}
