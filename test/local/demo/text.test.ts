import { constructOf, count, screenWidth, withShortArns, wrapped } from '../../../local/demo/text';

test.each([
  ['one two three', ['one two', 'three']],
  ['one', ['one']],
  ['', ['']],
  ['one  two', ['one  two']],
  ['seven77  two', ['seven77', 'two']],
  ['eight888  two', ['eight888', 'two']],
  ['one\ntwo', ['one', 'two']],
  ['unbreakable one', ['unbreaka', 'ble one']],
  ['app/site/12345', ['app/', 'site/', '12345']],
  ['Custom::Certificate', ['Custom::', 'Certific', 'ate']],
])('%j is wrapped to lines of 8 characters', (text, lines) => {
  expect(wrapped(text, 8)).toEqual(lines);
});

test.each([
  ['arn:aws:cloudfront::000000000000:distribution/E1 uses it', 'distribution/E1 uses it'],
  [
    'used by arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/a-rather-long-name/1, says ACM',
    'used by loadbalancer/app/a-rather-lon…/1, says ACM',
  ],
  ['deleted arn:aws-cn:acm:cn-north-1:000000000000:certificate/1.', 'deleted certificate/1.'],
  ['certificate arn:aws:acm:eu-west-1:000000000000:certificate/1 waits', 'certificate/1 waits'],
  ['no ARN at all', 'no ARN at all'],
])('%j is shortened to %j', (text, short) => {
  expect(withShortArns(text)).toBe(short);
});

test.each([
  [0, '0 records'],
  [1, '1 record'],
  [2, '2 records'],
])('%i is counted as %s', (number, text) => {
  expect(count(number, 'record')).toBe(text);
});

test.each([
  [80, 80],
  [200, 100],
  [10, 40],
  [undefined, 100],
])('a screen of %s columns is written on as if it had %i', (columns, width) => {
  expect(screenWidth(columns)).toBe(width);
});

test.each([
  ['SiteAcmCertificateF13D89A8', 'Custom::AcmCertificate', 'Site'],
  ['Site/AcmCertificate (SiteAcmCertificateF13D89A8)', 'Custom::AcmCertificate', 'Site'],
  ['AcmCertificateF13D89A8', 'Custom::AcmCertificate', 'AcmCertificate'],
  ['Alb/Listener (AlbListenerF13D89A8)', 'AWS::ElasticLoadBalancingV2::Listener', 'Alb/Listener'],
])('%s of the type %s belongs to %s', (resource, type, construct) => {
  expect(constructOf(resource, type)).toBe(construct);
});
