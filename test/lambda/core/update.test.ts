import type { Look } from '../../../lambda/core/lifecycle';
import { decideUpdate } from '../../../lambda/core/update';
import { ARN, certificate, look, SPEC, updateRequest } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const issued = certificate({ status: 'ISSUED' });
const answer = (status: string, reason: string): object => ({
  do: 'ANSWER',
  answer: { status, physicalResourceId: ARN, reason: expect.stringContaining(reason) as string },
});

const rows: [string, Look, object, object][] = [
  [
    'write the records, which may belong into another zone now',
    look(0, { certificate: issued }),
    { hostedZones: [{ hostedZoneId: 'Z2', name: DOMAIN }] },
    { do: 'PUBLISH', batches: [{ hostedZoneId: 'Z2' }] },
  ],
  [
    'nothing more to do',
    look(0, { certificate: issued, known: { published: true } }),
    {},
    answer('SUCCESS', 'ISSUED'),
  ],
  [
    'nothing more to do when only the order of the names differs',
    look(0, {
      certificate: certificate({ status: 'ISSUED', names: [`*.${DOMAIN}`, DOMAIN] }),
      known: { published: true },
    }),
    {},
    answer('SUCCESS', 'ISSUED'),
  ],
  [
    'wait for one that is still pending',
    look(1, { certificate: certificate(), known: { published: true } }),
    {},
    { do: 'WAIT' },
  ],
  [
    'refuse other names, and keep the certificate',
    look(0, { certificate: issued }),
    { subjectAlternativeNames: [`www.${DOMAIN}`] },
    answer('FAILED', `cannot become one for ${DOMAIN}, www.${DOMAIN}`),
  ],
  [
    'refuse one name less, and keep the certificate',
    look(0, { certificate: issued }),
    { subjectAlternativeNames: [] },
    answer('FAILED', `cannot become one for ${DOMAIN} in eu-west-1`),
  ],
  [
    'refuse another Region, and keep the certificate',
    look(0, { certificate: issued }),
    { region: 'us-east-1' },
    answer('FAILED', 'in us-east-1: replacing a certificate is not supported yet'),
  ],
  [
    'refuse to replace one that is gone',
    look(0),
    {},
    answer('FAILED', `ACM knows no certificate '${ARN}'`),
  ],
];

test.each(rows)('%s', (_title, seen, spec, action) => {
  expect(decideUpdate({ ...updateRequest, spec: { ...SPEC, ...spec } }, seen)).toMatchObject(
    action,
  );
});
