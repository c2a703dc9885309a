import {
  beginningOf,
  isCertificateArn,
  isOfNothing,
  physicalIdOfNothing,
  regionOf,
  physicalIdWithoutArn,
} from '../../../lambda/core/physical-id';
import { ARN, BEGUN_AT } from '../../support/certificates';

const invented = 'Stack-Certificate-1ABCDEF';

test.each([
  [ARN, true],
  ['arn:aws-cn:acm:cn-north-1:000000000000:certificate/1', true],
  ['arn:aws-us-gov:acm:us-gov-west-1:000000000000:certificate/1', true],
  ['arn:aws:acm:eu-west-1:000000000000:certificate/', false],
  ['arn:aws:iam::000000000000:server-certificate/1', false],
  [`x${ARN}`, false],
  [`${ARN}\n`, false],
  [invented, false],
])('%j is an ARN of ACM: %s', (id, expected) => {
  expect(isCertificateArn(id)).toBe(expected);
});

test('an ARN names its Region', () => {
  expect(regionOf(ARN)).toBe('eu-west-1');
  expect(regionOf(invented)).toBe('');
});

test('the id of a create without an ARN says when the create began', () => {
  expect(beginningOf(physicalIdWithoutArn('Certificate', BEGUN_AT))).toBe(BEGUN_AT);
});

test.each([invented, ARN, 'Certificate-without-arn-since-', 'C-without-arn-since-yesterday'])(
  '%s says of no create when it began',
  (id) => {
    expect(beginningOf(id)).toBeUndefined();
  },
);

test('the id of a create that requested nothing says so, and no other id does', () => {
  expect(isOfNothing(physicalIdOfNothing('Certificate'))).toBe(true);
  for (const id of [invented, ARN, physicalIdWithoutArn('Certificate', BEGUN_AT)]) {
    expect(isOfNothing(id)).toBe(false);
  }
});
