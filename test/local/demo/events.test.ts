import { eventTeller } from '../../../local/demo/events';

const began =
  'Site |  8/31 | 1:23:56 AM | CREATE_IN_PROGRESS      | Custom::DnsCertificate                    | Certificate (Certificate4E7ABB08) ';
const ended = began.replace('CREATE_IN_PROGRESS ', 'CREATE_COMPLETE    ');

test.each([
  [began, 'CloudFormation', 'CREATE_IN_PROGRESS  Custom::DnsCertificate  Certificate'],
  [ended, 'CloudFormation', 'CREATE_COMPLETE     Custom::DnsCertificate  Certificate'],
  [
    'Site |  8/31 | 1:23:56 AM | CREATE_FAILED           | AWS::EC2::VPC   | Vpc (Vpc8378EB38) it broke',
    'CloudFormation',
    'CREATE_FAILED       AWS::EC2::VPC  Vpc (Vpc8378EB38) it broke',
  ],
  [
    began.replace('DnsCertificate', 'AcmCertificate').replace('| Certificate', '$&/AcmCertificate'),
    'CloudFormation',
    'CREATE_IN_PROGRESS  Custom::AcmCertificate  Certificate',
  ],
  [
    'Site |  8/31 | 1:23:56 AM | CREATE_COMPLETE         | AWS::Route53::RecordSet   | Delegation (Delegation8378EB38) ',
    'CloudFormation',
    'CREATE_COMPLETE     AWS::Route53::RecordSet  Delegation',
  ],
  [' ✅  Site', 'CDK', '✅  Site'],
])('from the line %j %s says %j', (line, speaker, text) => {
  expect(eventTeller()(line)).toEqual({ speaker, text });
});

test.each([
  'Site |  8/31 | 1:23:56 AM | CREATE_COMPLETE         | AWS::EC2::VPC   | Vpc (Vpc8378EB38) ',
  'Site: creating CloudFormation changeset...',
  '',
])('the line %j is not told', (line) => {
  expect(eventTeller()(line)).toBeUndefined();
});

test('that something has begun is told only before it has ended', () => {
  const tell = eventTeller();
  expect([began, ended, began].map(tell).filter((line) => line !== undefined)).toHaveLength(2);
});

test('one of the same type that has ended hides no other', () => {
  const tell = eventTeller();
  tell(ended);
  const other = tell(began.replace('| Certificate (', '| CdnCertificate ('));
  expect(other?.text).toContain('CdnCertificate');
});
