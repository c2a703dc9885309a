// The calls that the handlers make for one certificate, each with the role that makes it.
import { STACK_TAG } from '../../../contract/constants';
import { zonesFor, zonesToName, type HostedZone } from '../../../contract/zones';
import { namesOf } from '../../../lambda/core/identity';
import { STACK_ID } from '../../support/cloudformation';
import type { Call } from '../../support/iam';
import { ACCOUNT, REGION } from '../../support/names';
import type { StackIam } from '../../support/stack-iam';
import type { Deployed } from './deployed';
import { OTHER } from './dimensions';

interface NeededCall {
  /** The stack that has the role. */
  readonly iam: StackIam;
  readonly roleArn: string;
  readonly call: Call;
  /** The stack that has the role which is to be assumed. */
  readonly owner?: StackIam;
}

/** Why a call that the certificate needs is denied; empty if none is. */
export function denials(of: Deployed): readonly string[] {
  return neededCalls(of)
    .map(({ iam, roleArn, call, owner }) => iam.judge(roleArn, call, owner))
    .filter((denial) => denial !== undefined);
}

function neededCalls(of: Deployed): readonly NeededCall[] {
  const { stack, provider, stepRoleArn, spec } = of;
  const own = { iam: provider, roleArn: provider.roleArn('StepRole') };
  const acting = stepRoleArn === undefined ? own : { iam: stack, roleArn: stepRoleArn };
  const first =
    stepRoleArn === undefined ? [] : [{ ...own, call: assume(stepRoleArn), owner: stack }];
  const calls = [...acmCalls(of), ...(of.removal === undefined ? [] : [LIST_REGIONS])];
  const names = namesOf(spec);
  return [
    ...first,
    ...calls.map((call) => ({ ...acting, call })),
    ...names.flatMap((name) =>
      zonesFor(name, spec.hostedZones).flatMap((zone) => recordCalls(of, { acting, zone, name })),
    ),
    ...zonesToName(names, spec.hostedZones).flatMap((zone) =>
      asRoleOf(zone, { of, acting, calls: [call('route53:GetHostedZone', arnOf(zone))] }),
    ),
  ];
}

function acmCalls({ spec }: Deployed): readonly Call[] {
  const { region, keyAlgorithm, isExportable } = spec;
  const tagged = { [`aws:requesttag/${STACK_TAG}`]: [STACK_ID] };
  const certificate = `arn:aws:acm:${region}:${ACCOUNT}:certificate/1`;
  const asked = {
    'acm:domainnames': namesOf(spec),
    'acm:validationmethod': ['DNS'],
    'acm:keyalgorithm': [keyAlgorithm],
    ...(isExportable && { 'acm:export': ['ENABLED'] }),
  };
  const own = { [`aws:resourcetag/${STACK_TAG}`]: [STACK_ID] };
  return [
    { ...call('acm:RequestCertificate', '*', { ...asked, ...tagged }), region },
    { ...call('acm:AddTagsToCertificate', certificate, tagged), region },
    { ...call('acm:DescribeCertificate', certificate), region },
    { ...call('acm:DeleteCertificate', certificate, own), region },
  ];
}

interface Place {
  readonly acting: Pick<NeededCall, 'iam' | 'roleArn'>;
  readonly zone: HostedZone;
  readonly name: string;
}

function recordCalls(of: Deployed, { acting, zone, name }: Place): readonly NeededCall[] {
  const record = `_${'a'.repeat(32)}.${name.replace(/^\*\./, '')}`;
  const removing = [
    change(zone, record, 'DELETE'),
    call('route53:ListResourceRecordSets', arnOf(zone)),
  ];
  const calls = [change(zone, record, 'UPSERT'), ...(of.removal === undefined ? [] : removing)];
  return asRoleOf(zone, { of, acting, calls });
}

/** As the role of the zone, if it has one. What a role may do that the user made is the user's to say. */
function asRoleOf(
  { roleArn, externalId }: HostedZone,
  {
    of: { stack },
    acting,
    calls,
  }: { of: Deployed; calls: readonly Call[] } & Pick<Place, 'acting'>,
): readonly NeededCall[] {
  if (roleArn === undefined) return calls.map((each) => ({ ...acting, call: each }));
  const told: Call['context'] = externalId === undefined ? {} : { 'sts:externalid': [externalId] };
  const owner = stack.hasRole(roleArn) ? stack : OTHER;
  const assumed = { ...acting, call: assume(roleArn, told), owner };
  const isUsers = roleArn.includes('role/Dns');
  return [assumed, ...(isUsers ? [] : calls.map((each) => ({ iam: owner, roleArn, call: each })))];
}

function call(action: string, resource: string, context: Call['context'] = {}): Call {
  return { action, resource, region: REGION, context };
}

const LIST_REGIONS = call('account:ListRegions', `arn:aws:account::${ACCOUNT}:account`);

function assume(roleArn: string, context: Call['context'] = {}): Call {
  return call('sts:AssumeRole', roleArn, context);
}

function change(zone: HostedZone, name: string, action: 'UPSERT' | 'DELETE'): Call {
  const key = 'route53:changeresourcerecordsets';
  return call('route53:ChangeResourceRecordSets', arnOf(zone), {
    [`${key}normalizedrecordnames`]: [name],
    [`${key}recordtypes`]: ['CNAME'],
    [`${key}actions`]: [action],
  });
}

function arnOf({ hostedZoneId }: HostedZone): string {
  return `arn:aws:route53:::hostedzone/${hostedZoneId}`;
}
