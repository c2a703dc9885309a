// What is said besides, and which code stands at the end.
import type { ReasonCode } from '../../../contract/reason-codes';
import { keptReason } from '../../../lambda/core/pem-reasons';
import { withRemark } from '../../../lambda/core/reasons';
import { removalReason } from '../../../lambda/core/removal-reasons';
import { ARN } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const why = (code: ReasonCode) => ({ code, reason: 'the first sentence' });

test.each<[ReasonCode, ReasonCode]>([
  ['ISSUED', 'TAGS_NOT_CHANGED'],
  ['DELETED', 'TAGS_NOT_CHANGED'],
  // The next update looks for what this one has not deleted.
  ['ACCESS_DENIED', 'ACCESS_DENIED'],
  ['THROTTLED', 'THROTTLED'],
  ['CERTIFICATE_GONE', 'CERTIFICATE_GONE'],
  ['CERTIFICATE_UNUSABLE', 'CERTIFICATE_UNUSABLE'],
  ['VALIDATION_PENDING', 'VALIDATION_PENDING'],
])('A remark to %s ends with %s', (code, expected) => {
  const remark = { code: 'TAGS_NOT_CHANGED', reason: 'the second' } as const;
  const reason = 'the first sentence. the second';
  expect(withRemark(why(code), remark)).toEqual({ code: expected, reason });
});

test('Neither records nor parameters that stay hide that the certificate is gone', () => {
  const record = { name: `_x.${DOMAIN}.`, value: '_y.acm-validations.aws.' };
  const records = { [ARN]: [{ hostedZoneId: 'Z1', records: [record] }] };
  const known = { deleted: [ARN], records, removal: { isOver: true, trouble: 'denied' } };
  expect(removalReason(why('DELETED'), known).code).toBe('RECORDS_KEPT');
  expect(removalReason(why('CERTIFICATE_GONE'), known).code).toBe('CERTIFICATE_GONE');
  expect(keptReason(why('CERTIFICATE_GONE'), { trouble: 'denied' }).code).toBe('CERTIFICATE_GONE');
  expect(keptReason(why('DELETED'), { trouble: 'denied' }).code).toBe('PARAMETERS_KEPT');
});
