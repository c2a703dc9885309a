// The roles of a deployment's stack. The stack is synthesized anew whenever CloudFormation makes a request, from the
// certificates that its template has by then; so what a handler may do is what the library gives it, and no more.
import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { AuthorizationQuestion } from 'acm-emulator';
import {
  CertificateProvider,
  DnsCertificate,
  EmailCertificate,
  type ValidationZone,
  type CertificateBase,
} from '../../lib';
import type { DeployedRequest } from './cloudformation';
import { DOMAIN } from './names';
import { StackIam } from './stack-iam';
import { ACCOUNT, newApp, REGION } from './synth';

interface Properties {
  readonly RemoveValidationRecords?: boolean;
  readonly ValidationRecordRegions?: string[];
  readonly Region?: string;
  readonly DomainName: string;
  readonly SubjectAlternativeNames?: string[];
  readonly KeyAlgorithm?: string;
  readonly StepRoleArn?: string;
  readonly Export?: boolean;
  readonly Attributes?: readonly string[];
  readonly PemParameters?: { readonly Certificate: string; readonly Chain: string };
  readonly ValidationMethod?: string;
  readonly HostedZones?: readonly {
    readonly HostedZoneId: string;
    readonly Name?: string;
    readonly RoleArn?: string;
    readonly ExternalId?: string;
  }[];
}

export class DeploymentIam {
  private readonly declared = new Map<string, Properties>();
  private stacks: Stacks;
  /** What another account has deployed: roles for its zones. */
  otherAccount: StackIam | undefined;

  /** @param hostedZoneId of the zone that a certificate has which is none that could be synthesized */
  constructor(private readonly hostedZoneId: string) {
    this.stacks = this.synthesized([
      { DomainName: DOMAIN, HostedZones: [{ HostedZoneId: hostedZoneId, Name: DOMAIN }] },
    ]);
  }

  /** CloudFormation updates the roles before it asks for a certificate; what is removed shrinks them first. */
  deploy({ type, logicalResourceId, properties }: DeployedRequest): void {
    const before = new Map(this.declared);
    if (type !== 'Delete') this.declared.set(logicalResourceId, properties as Properties);
    else if (this.declared.size > 1) this.declared.delete(logicalResourceId);
    try {
      const previous = this.stacks;
      const isToChange =
        type === 'Delete' || takesParameters(before.get(logicalResourceId), properties);
      this.stacks = this.synthesized([...this.declared.values()], isToChange);
      if (isToChange) {
        this.stacks.stack.keep(previous.stack);
        if (previous.served !== undefined) this.stacks.served?.keep(previous.served);
      }
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
    const caller = roleArn ?? this.deployed.roleArn('StepRole');
    const owner = this.ownerOf(caller) ?? this.deployed;
    const other = action === 'sts:AssumeRole' ? this.ownerOf(resource) : undefined;
    return owner.judge(caller, question, other === owner ? undefined : other);
  }

  /** Why a role may not do something in the Region of the stack; undefined if it may. */
  denialOf(role: string, action: string, resource: string): string | undefined {
    const call = { action, resource, region: REGION, context: {} };
    return this.deployed.judge(this.deployed.roleArn(role), call);
  }

  /** The stack as it was deployed last. */
  get deployed(): StackIam {
    return this.stacks.stack;
  }

  /** The stack that has a role. */
  private ownerOf(roleArn: string): StackIam | undefined {
    const { stack, served } = this.stacks;
    return [stack, served, this.otherAccount].find((each) => each?.hasRole(roleArn));
  }

  /** The properties of a certificate whose stack is served by the provider of another. */
  propertiesOfServedStack(): Record<string, unknown> {
    const HostedZones = [{ HostedZoneId: this.hostedZoneId, Name: DOMAIN }];
    const { served } = this.synthesized([{ DomainName: DOMAIN, HostedZones, StepRoleArn: 'any' }]);
    return { StepRoleArn: served?.roleArn('StepRole') };
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
    const properties = this.synthesized([wanted]).stack.customResource();
    return Object.fromEntries(
      Object.entries(properties).filter(([name]) => !name.startsWith('Service')),
    );
  }

  /** Certificates with the same properties bring the same permissions, and a stack with the same ones is the same. */
  private synthesized(certificates: readonly Properties[], isToChange = false): Stacks {
    const different = [...new Set(certificates.map((each) => JSON.stringify(each)))];
    const key = different.join();
    const known = isToChange ? undefined : stacks.get(key);
    const stack =
      known ?? synthesize(different.map((properties) => JSON.parse(properties) as Properties));
    if (!isToChange) stacks.set(key, stack);
    return stack;
  }
}

interface Stacks {
  /** With the provider. */
  readonly stack: StackIam;
  /** Whose certificates that provider serves. */
  readonly served?: StackIam;
}

const stacks = new Map<string, Stacks>();

function synthesize(certificates: readonly Properties[]): Stacks {
  const app = newApp();
  const env = { account: ACCOUNT, region: REGION };
  const stack = new Stack(app, 'Stack', { env });
  if (!certificates.some(isServed)) return { stack: declared(stack, certificates) };
  const provider = CertificateProvider.getOrCreate(stack);
  const served = new Stack(app, 'Served', { env });
  const its = declared(served, certificates, { provider, app });
  return { stack: new StackIam(stack), served: its };
}

const isServed = ({ StepRoleArn }: Properties): boolean => StepRoleArn !== undefined;

/** The stack with these certificates. */
function declared(
  stack: Stack,
  certificates: readonly Properties[],
  by?: { readonly provider: CertificateProvider; readonly app: App },
): StackIam {
  const refs: Record<string, string> = {};
  certificates.forEach((properties, n) => {
    const validationZones = (properties.HostedZones ?? []).map((zone, m) => {
      const isRemoving = properties.RemoveValidationRecords !== undefined;
      const hostedZone = zoneIn(stack, { ...zone, id: `Zone${n}-${m}`, isRemoving });
      if (hostedZone instanceof route53.PublicHostedZone) {
        const { logicalId } = hostedZone.node.defaultChild as route53.CfnHostedZone;
        refs[String(stack.resolve(logicalId))] = zone.HostedZoneId;
      }
      return { hostedZone, ...givenRole(stack, zone, `Role${n}-${m}`) };
    });
    const { DomainName: domainName, Region: region } = properties;
    const { SubjectAlternativeNames: subjectAlternativeNames = [], KeyAlgorithm } = properties;
    const { RemoveValidationRecords: removes, ValidationRecordRegions: regions } = properties;
    const common = {
      domainName,
      subjectAlternativeNames,
      allowExport: properties.Export === true,
      ...(region !== undefined && { region }),
      ...(KeyAlgorithm !== undefined && { keyAlgorithm: new acm.KeyAlgorithm(KeyAlgorithm) }),
      ...(by !== undefined && { provider: by.provider }),
    };
    if (properties.ValidationMethod === 'EMAIL') {
      declareOutputs(new EmailCertificate(stack, `Certificate${n}`, common), properties);
      return;
    }
    const certificate = new DnsCertificate(stack, `Certificate${n}`, {
      ...common,
      validationZones,
      ...(removes !== undefined && { removeValidationRecords: removes }),
      ...(regions !== undefined && { validationRecordRegions: regions }),
    });
    declareOutputs(certificate, properties);
  });
  if (by === undefined) return new StackIam(stack, refs);
  return new StackIam(stack, { ...refs, ...exportsOf(by.app, by.provider) });
}

function declareOutputs(
  certificate: CertificateBase,
  { Attributes = [], PemParameters: names }: Properties,
): void {
  if (Attributes.includes('Fingerprint')) {
    new CfnOutput(certificate, 'Fingerprint', { value: certificate.certificateFingerprint });
  }
  if (names === undefined) return;
  const { Certificate: certificateParameterName, Chain: chainParameterName } = names;
  certificate.pemParameters({ certificateParameterName, chainParameterName });
}

/** Whether an update gives parameters up: what it takes out of the template goes when it has ended. */
function takesParameters(before: Properties | undefined, properties: unknown): boolean {
  const { PemParameters: now } = properties as Properties;
  return (
    before?.PemParameters !== undefined &&
    JSON.stringify(before.PemParameters) !== JSON.stringify(now)
  );
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

/** What another stack imports, by the names of the exports. */
function exportsOf(app: App, provider: CertificateProvider): Record<string, string> {
  // Renders the references between the stacks first.
  app.synth();
  return new StackIam(Stack.of(provider)).exports();
}

function givenRole(
  stack: Stack,
  { RoleArn = '', ExternalId }: NonNullable<Properties['HostedZones']>[number],
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
