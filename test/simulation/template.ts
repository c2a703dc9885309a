// The template of a stack in one step of a history.
import type { HostedZoneProperty } from '../../contract/properties';
import type { Template } from '../support/stacks';
import {
  DOMAINS,
  KINDS,
  NAMES,
  REGIONS,
  TAGS,
  zonesOf,
  type Layout,
  type StackPlan,
  type Two,
} from './history';

/** Below the domain of an account: its CAA record allows no one at Amazon. */
export const REFUSED = 'caa.';

const USER_SECONDS = 30;

/** When the mails of a certificate by e-mail are sent again: first among the ticks that may be killed. */
export const RESEND_AFTER_SECONDS: readonly number[] = [30, 90, 600];

/** Whether CloudFormation keeps the certificates. */
export function isRetained({ retained }: StackPlan, { policyChanged = false }: Layout): boolean {
  return retained !== policyChanged;
}

/** What the world has for a stack. */
export interface Surroundings {
  /** By the index of `DOMAINS`. */
  readonly zoneIds: readonly string[];
  /** Those that may write into a zone of the other account. */
  readonly roles: readonly string[];
  /** What a served stack's provider assumes. */
  readonly stepRole: string;
  /** Of the stack, and of no other. */
  readonly stackId: string;
}

/** `n` tells the resources apart that fail in different steps. */
export function templateOf(
  plan: StackPlan,
  layout: Layout,
  surroundings: Surroundings,
  n: number,
): Template {
  const [zone] = zonesOf(plan);
  const kept = isRetained(plan, layout);
  const tags = Object.entries(TAGS[layout.tags ?? 0] ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const certificate = (which: Two): Template[string] => {
    const index = plan.names[which] + (which === 0 && layout.renamed ? 1 : 0);
    const domain = DOMAINS[zone];
    const below = NAMES[index % NAMES.length] ?? NAMES[0];
    const isRefused = which === 0 && layout.refusedName === true;
    const labels = [...below, ...(isRefused ? [REFUSED] : [])];
    const [DomainName, ...others] = [
      ...labels.map((each) => each + domain),
      ...namesInOtherZones(plan),
    ];
    const isUnnamed = which === 0 && layout.unnamedZone;
    const isByEmail = which === 0 && layout.byEmail === true;
    const byDns = {
      HostedZones: hostedZones(plan, layout, surroundings).map(({ Name, ...each }) =>
        isUnnamed ? each : { ...each, Name },
      ),
      ...(plan.removes !== undefined && { RemoveValidationRecords: true }),
      ...(plan.removes === 'GIVEN_REGIONS' && { ValidationRecordRegions: [...REGIONS] }),
    };
    const properties = {
      ServiceToken: 'arn:intake',
      ServiceTimeout: 3600,
      Region: REGIONS[plan.regions[which]],
      DomainName,
      ...(others.length > 0 && { SubjectAlternativeNames: others }),
      ...(isByEmail
        ? { ValidationMethod: 'EMAIL', ResendAfterSeconds: RESEND_AFTER_SECONDS }
        : byDns),
      ...(which === 0 && KINDS[layout.kind ?? 0]),
      ...(plan.served === true && { StepRoleArn: surroundings.stepRole }),
      ...(tags.length > 0 && { Tags: tags }),
      ...(kept ? { Retain: true } : pemParameters(layout, which, surroundings)),
    };
    const policies = { deletionPolicy: 'Retain', updateReplacePolicy: 'Retain' } as const;
    return { type: 'certificate', properties, ...(kept && policies) };
  };
  const first = certificate(0);
  const refused = {
    ...first,
    properties: {
      ...('properties' in first && first.properties),
      DomainName: REFUSED + DOMAINS[zone],
      SubjectAlternativeNames: [],
    },
  } as Template[string];
  const user = (of: string): Template[string] => ({
    type: 'consumer',
    certificate: of,
    seconds: USER_SECONDS,
  });
  const seconds = layout.siblingFailsSeconds;
  return {
    First: first,
    ...(layout.refused === true && { Refused: refused }),
    ...(layout.two && { Second: certificate(1) }),
    ...(layout.users > 0 && { User: user('First') }),
    ...(layout.users > 1 && { OtherUser: user('First') }),
    ...(layout.two && layout.secondUsed && { SecondUser: user('Second') }),
    ...(seconds !== undefined && { [`Sibling${n}`]: { type: 'other', seconds, fails: 'CREATE' } }),
  };
}

/** What is kept would be in the way of a stack that comes later under the same name. */
function pemParameters({ pem = 0 }: Layout, which: Two, { stackId }: Surroundings): object {
  if (pem === 0) return {};
  const folder = `/${stackId.split('/').pop() ?? ''}/${which}/${pem}`;
  return { PemParameters: { Certificate: `${folder}/certificate`, Chain: `${folder}/chain` } };
}

function namesInOtherZones(plan: StackPlan): readonly string[] {
  const [, ...others] = zonesOf(plan);
  return others.map((zone) => `other.${DOMAINS[zone]}`);
}

function hostedZones(
  plan: StackPlan,
  { role = 0 }: Layout,
  { zoneIds, roles }: Surroundings,
): readonly (HostedZoneProperty & { readonly Name: string })[] {
  return zonesOf(plan).map((zone) => ({
    HostedZoneId: zoneIds[zone] ?? '',
    Name: DOMAINS[zone],
    ...(zone !== plan.account && { RoleArn: roles[role] ?? '', ExternalId: EXTERNAL_ID }),
  }));
}

/** What the roles of zones want to be told. */
export const EXTERNAL_ID = 'validates';
