// Values for tables of decisions: a request, a certificate and a look at the world, each sensible but for
// what the row is about.
import type {
  CreateRequest,
  DeleteRequest,
  Look,
  UpdateRequest,
} from '../../lambda/core/lifecycle';
import type { Certificate, CertificateSpec, DomainValidation } from '../../lambda/core/ports';
import { DOMAIN } from './names';

export const ARN =
  'arn:aws:acm:eu-west-1:000000000000:certificate/12345678-1234-1234-1234-123456789012';
const MINUTE_MS = 60_000;
export const BEGUN_AT = Date.parse('2026-01-01T00:00:00Z');

/** So many minutes after CloudFormation made the request. */
export function minutesLater(minutes: number): number {
  return BEGUN_AT + minutes * MINUTE_MS;
}

export const SPEC: CertificateSpec = {
  region: 'eu-west-1',
  domainName: DOMAIN,
  subjectAlternativeNames: [`*.${DOMAIN}`],
  hostedZones: [{ hostedZoneId: 'Z1', name: DOMAIN }],
  keyAlgorithm: 'RSA_2048',
  isExportable: false,
  validationTimeoutMs: 55 * MINUTE_MS,
  isWaitedFor: true,
  tags: {},
  isRetained: false,
};

const COMMON = {
  requestId: 'request',
  owner: { stackId: 'stack', logicalResourceId: 'Certificate' },
};

export const createRequest: CreateRequest = { type: 'Create', ...COMMON, spec: SPEC };

export const updateRequest: UpdateRequest = {
  type: 'Update',
  ...COMMON,
  spec: SPEC,
  physicalResourceId: ARN,
  previous: SPEC,
};

export const deleteRequest: DeleteRequest = {
  type: 'Delete',
  ...COMMON,
  physicalResourceId: ARN,
  region: 'eu-west-1',
};

export function validation(
  domainName: string,
  fields: Partial<DomainValidation> = {},
): DomainValidation {
  const apex = domainName.replace('*.', '');
  return {
    domainName,
    status: 'PENDING_VALIDATION',
    record: { name: `_x.${apex}.`, value: '_y.acm-validations.aws.' },
    ...fields,
  };
}

export function certificate(fields: Partial<Certificate> = {}): Certificate {
  return {
    certificateArn: ARN,
    isInFull: true,
    status: 'PENDING_VALIDATION',
    domainName: DOMAIN,
    keyAlgorithm: 'RSA_2048',
    isExportable: false,
    isChangingMethod: false,
    names: [DOMAIN, `*.${DOMAIN}`],
    inUseBy: [],
    domainValidations: [validation(DOMAIN), validation(`*.${DOMAIN}`)],
    ...fields,
  };
}

/** A look so many minutes after the beginning, which sees `certificates`. */
export function look(
  minutes: number,
  fields: Partial<Omit<Look, 'certificates'>> & { certificates?: readonly Certificate[] } = {},
): Look {
  return {
    known: { requested: ARN },
    begunAt: BEGUN_AT,
    startedAt: BEGUN_AT,
    now: minutesLater(minutes),
    jitter: 0,
    refusedAsInUse: new Set(),
    ...fields,
    certificates: new Map((fields.certificates ?? []).map((seen) => [seen.certificateArn, seen])),
  };
}
