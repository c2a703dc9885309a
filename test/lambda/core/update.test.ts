import type { ReasonCode } from '../../../contract/reason-codes';
import type { Look } from '../../../lambda/core/lifecycle';
import { updateOperation } from '../../../lambda/core/update';
import { ARN, certificate, look, SPEC, updateRequest } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const issued = [certificate({ status: 'ISSUED' })];
const published = { known: { published: [ARN] } };
const responds = (status: string, reason: string): object => ({
  do: 'RESPOND',
  response: {
    status,
    physicalResourceId: ARN,
    reason: expect.stringContaining(reason) as string,
  },
});

const rows: [title: string, Look, spec: object, ReasonCode, object][] = [
  [
    'An update writes the records, which may belong into another zone now',
    look(0, { certificates: issued }),
    { hostedZones: [{ hostedZoneId: 'Z2', name: DOMAIN }] },
    'PUBLISHING',
    { do: 'PUBLISH', batches: [{ hostedZoneId: 'Z2' }] },
  ],
  [
    'An update refuses a zone that does not cover the names, and keeps the certificate',
    look(0, { certificates: issued }),
    { hostedZones: [{ hostedZoneId: 'Z2', name: 'example.org' }] },
    'NO_HOSTED_ZONE',
    responds('FAILED', `no hosted zone covers '${DOMAIN}' (given: 'example.org')`),
  ],
  [
    'An update has nothing more to do when the records are written',
    look(0, { certificates: issued, ...published }),
    {},
    'ISSUED',
    responds('SUCCESS', 'ISSUED'),
  ],
  [
    'An update has nothing to do when only the order of the names differs',
    look(0, {
      certificates: [certificate({ status: 'ISSUED', names: [`*.${DOMAIN}`, DOMAIN] })],
      ...published,
    }),
    {},
    'ISSUED',
    responds('SUCCESS', 'ISSUED'),
  ],
  [
    'An update waits for a certificate that is still pending',
    look(1, { certificates: [certificate()], ...published }),
    {},
    'VALIDATION_PENDING',
    { do: 'WAIT' },
  ],
  [
    'An update refuses other names, and keeps the certificate',
    look(0, { certificates: issued }),
    { subjectAlternativeNames: [`www.${DOMAIN}`] },
    'REPLACEMENT_UNSUPPORTED',
    responds('FAILED', `cannot become one for ${DOMAIN}, www.${DOMAIN}`),
  ],
  [
    'An update refuses one name less, and keeps the certificate',
    look(0, { certificates: issued }),
    { subjectAlternativeNames: [] },
    'REPLACEMENT_UNSUPPORTED',
    responds('FAILED', `cannot become one for ${DOMAIN} in eu-west-1`),
  ],
  [
    'An update refuses another Region, and keeps the certificate',
    look(0, { certificates: issued }),
    { region: 'us-east-1' },
    'REPLACEMENT_UNSUPPORTED',
    responds('FAILED', 'in us-east-1: replacing a certificate is not supported yet'),
  ],
  [
    'An update refuses to replace a certificate that is gone',
    look(0),
    {},
    'CERTIFICATE_GONE',
    responds('FAILED', `ACM knows no certificate '${ARN}'`),
  ],
];

test.each(rows)('%s', (_title, seen, spec, code, action) => {
  const operation = updateOperation({ ...updateRequest, spec: { ...SPEC, ...spec } });
  expect(operation.decide(seen)).toMatchObject({ code, ...action });
});

test('An update looks at the certificate behind the physical id', () => {
  expect(updateOperation(updateRequest).certificatesToDescribe({ requested: `${ARN}2` })).toEqual([
    ARN,
  ]);
});
