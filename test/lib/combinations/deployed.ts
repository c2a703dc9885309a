// A certificate with a combination of properties as it is deployed: its stack, that of its provider, and what the handlers
// read of it.
import { CfnResource, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import { DnsCertificate } from '../../../lib';
import type { RecordRemoval } from '../../../lambda/core/lifecycle';
import type { CertificateSpec } from '../../../lambda/core/ports';
import { readRequest, readStepRoleArn } from '../../../lambda/event';
import { StackIam } from '../../support/stack-iam';
import { DOMAIN } from '../../support/names';
import { REGION } from '../../support/synth';
import { BUILDS, STACKS, VALUES, type Props } from './dimensions';
import type { Combination } from './pairs';

export interface Deployed {
  /** With the certificate. */
  readonly stack: StackIam;
  /** With the function that acts for it; often the same. */
  readonly provider: StackIam;
  /** That the function assumes before anything else. */
  readonly stepRoleArn: string | undefined;
  readonly spec: CertificateSpec;
  readonly removal: RecordRemoval | undefined;
}

export function deployed(combination: Combination): Deployed {
  const made = STACKS[combination['stack'] ?? '']?.();
  if (made === undefined) throw new Error(`no stack for ${JSON.stringify(combination)}`);
  const { stack, props } = made;
  // Whatever the certificate refers to waits for this one, so that no policy that both share may wait for it.
  const first = new DnsCertificate(stack, 'First', {
    ...props,
    domainName: `first.${DOMAIN}`,
    hostedZone: HostedZone.fromHostedZoneId(stack, 'FirstZone', 'ZFIRST'),
  });
  const all = Object.entries(BUILDS).map(
    ([name, builds]) => builds[combination[name] ?? '']?.(stack) ?? {},
  );
  for (const each of stack.node.children.filter(isReferredTo)) each.node.addDependency(first);
  new DnsCertificate(stack, 'Certificate', merged([props, ...all]));
  const outer = made.provider && new StackIam(made.provider, VALUES);
  const passed = { ...outer?.exports(), ...outer?.passedIn() };
  const iam = new StackIam(stack, { ...VALUES, ...passed, ...idsOfZones(stack) });
  return { stack: iam, provider: outer ?? iam, ...read(iam.customResource('CertificateAcm')) };
}

/** What the builds make in the stack besides parameters and what is imported. */
function isReferredTo({ node: { id } }: IConstruct): boolean {
  return ['Late', 'Made', 'Dns'].includes(id);
}

function merged(all: readonly Props[]): Props & { domainName: string } {
  const subjectAlternativeNames = all.flatMap((each) => each.subjectAlternativeNames ?? []);
  return { domainName: DOMAIN, ...(Object.assign({}, ...all) as Props), subjectAlternativeNames };
}

/** Of the zones that are made in the stack. */
function idsOfZones(stack: Stack): Record<string, string> {
  const zones = stack.node
    .findAll()
    .filter((each) => CfnResource.isCfnResource(each))
    .filter(({ cfnResourceType }) => cfnResourceType === 'AWS::Route53::HostedZone');
  return Object.fromEntries(
    zones.map(({ logicalId }) => [String(Stack.of(stack).resolve(logicalId)), 'ZMADE']),
  );
}

function read(properties: object): Pick<Deployed, 'stepRoleArn' | 'spec' | 'removal'> {
  const event = { RequestType: 'Create', ResourceProperties: asStrings(properties) };
  const owner = { stackId: 'stack', logicalResourceId: 'Certificate' };
  const request = readRequest(event, { responseUrl: '', requestId: 'request', owner }, REGION);
  if (request.type !== 'Create') throw new Error(`a create is read as ${request.type}`);
  return { stepRoleArn: readStepRoleArn(event), spec: request.spec, removal: request.removal };
}

/** As CloudFormation hands scalars over. */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asStrings(each)]));
}
