import { isResponseUrl, signedAt } from '../../lambda/response-url';

const BUCKET = 'cloudformation-custom-resource-response-';
const LOCAL = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };

test.each([
  `https://${BUCKET}useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Date=20261125T131227Z`,
  `https://${BUCKET}euwest1.s3-eu-west-1.amazonaws.com/`,
  `https://${BUCKET}eucentral1.s3.eu-central-1.amazonaws.com/`,
  `https://${BUCKET}cnnorth1.s3.cn-north-1.amazonaws.com.cn/`,
  `https://${BUCKET}usgovwest1.s3.us-gov-west-1.amazonaws.com/`,
  `https://${BUCKET}euscdeeast1.s3.eusc-de-east-1.amazonaws.eu/`,
  `https://${BUCKET}usisoeast1.s3.us-iso-east-1.c2s.ic.gov/`,
])("%s is CloudFormation's", (url) => {
  expect(isResponseUrl(url, {})).toBe(true);
});

test.each([
  ['plain HTTP', `http://${BUCKET}useast1.s3.amazonaws.com/`],
  ['another host', 'https://collector.example.org/'],
  ['a host that only begins like it', `https://${BUCKET}useast1.s3.amazonaws.com.example.org/`],
  ['a host that only ends like it', 'https://collector.s3.amazonaws.com/'],
  ['one that is only the user', `https://${BUCKET}useast1.s3.amazonaws.com@example.org/`],
  ['another port', `https://${BUCKET}useast1.s3.amazonaws.com:8443/`],
  ['this machine', 'http://127.0.0.1:8080/'],
  ['no URL', 'https://['],
  ['another scheme', 'file:///etc/passwd'],
])('nothing is sent to %s', (_what, url) => {
  expect(isResponseUrl(url, {})).toBe(false);
});

test("on this machine it is CloudFormation's only where AWS is on this machine, too", () => {
  const url = 'http://localhost:4566/response';
  expect(isResponseUrl(url, LOCAL)).toBe(true);
  expect(isResponseUrl(url, { AWS_ENDPOINT_URL_ACM: 'http://[::1]:4000' })).toBe(true);
  expect(isResponseUrl(url, { AWS_ENDPOINT_URL: 'https://vpce-1.acm.amazonaws.com' })).toBe(false);
  expect(isResponseUrl('http://collector.example.org/', LOCAL)).toBe(false);
});

test.each([
  ['X-Amz-Date', 'X-Amz-Date=20261125T131227Z&X-Amz-Expires=7200', '2026-11-25T13:12:27Z'],
  ['the older form', 'AWSAccessKeyId=A&Expires=1480086747&Signature=S', '2016-11-25T13:12:27Z'],
])('%s says when it was signed', (_form, query, time) => {
  expect(signedAt(`https://example.org/?${query}`)).toBe(Date.parse(time));
});

test.each(['', 'X-Amz-Date=yesterday', 'Expires=soon', 'Expires='])(
  '%j does not say when',
  (query) => {
    expect(signedAt(`https://example.org/?${query}`)).toBeUndefined();
  },
);
