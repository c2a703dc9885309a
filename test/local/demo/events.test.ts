import { eventTeller } from '../../../local/demo/events';

const began =
  'Site |  8/31 | 1:23:56 AM | CREATE_IN_PROGRESS      | Custom::DnsCertificate                    | Certificate (Certificate4E7ABB08) ';
const ended = began.replace('CREATE_IN_PROGRESS ', 'CREATE_COMPLETE    ');

test.each([
  [began, 'CREATE_IN_PROGRESS Custom::DnsCertificate  Certificate'],
  [ended, 'CREATE_COMPLETE    Custom::DnsCertificate  Certificate'],
  [
    'Site |  8/31 | 1:23:56 AM | CREATE_COMPLETE         | AWS::EC2::VPC   | Vpc (Vpc8378EB38) ',
    undefined,
  ],
  [
    'Site |  8/31 | 1:23:56 AM | CREATE_FAILED           | AWS::EC2::VPC   | Vpc (Vpc8378EB38) it broke',
    'CREATE_FAILED      AWS::EC2::VPC  Vpc (Vpc8378EB38) it broke',
  ],
  [' ✅  Site', '✅  Site'],
  ['Site: creating CloudFormation changeset...', undefined],
  ['', undefined],
])('the line %j is told as %j', (line, told) => {
  expect(eventTeller()(line)).toBe(told);
});

test('that something has begun is told only before it has ended', () => {
  const tell = eventTeller();
  expect([began, ended, began].map(tell).filter((line) => line !== undefined)).toHaveLength(2);
});

test('one of the same type that has ended hides no other', () => {
  const tell = eventTeller();
  tell(ended);
  expect(tell(began.replaceAll('Certificate', 'CdnCertificate'))).toBeUndefined();
  expect(tell(began.replace('| Certificate (', '| CdnCertificate ('))).toContain('CdnCertificate');
});
