// Which actions and resources a statement covers.
import { callOf, judge, type Context } from './judging';

function isCovered(
  elements: object,
  action: string,
  resource = '*',
  context: Context = {},
): boolean {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', ...elements };
  return judge(callOf(action, resource, context), statement).decision === 'Allow';
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
describe('Action', () => {
  it.each<[pattern: string | string[], action: string, covered: boolean]>([
    ['acm:DeleteCertificate', 'acm:DeleteCertificate', true],
    ['ACM:deletecertificate', 'acm:DeleteCertificate', true],
    ['acm:DeleteCertificate', 'acm:DeleteCertificates', false],
    ['acm:*', 'acm:DeleteCertificate', true],
    ['acm:*', 'acm-pca:DeleteCertificateAuthority', false],
    ['iam:*AccessKey*', 'iam:ListAccessKeys', true],
    ['acm:?etCertificate', 'acm:GetCertificate', true],
    ['acm:?GetCertificate', 'acm:GetCertificate', false],
    ['*', 'acm:DeleteCertificate', true],
    [['acm:GetCertificate', 'acm:Delete*'], 'acm:DeleteCertificate', true],
  ])('%s covers %s: %s', (pattern, action, covered) => {
    expect(isCovered({ Action: pattern }, action)).toBe(covered);
  });

  it('covers all but what NotAction lists', () => {
    const elements = { Action: undefined, NotAction: ['acm:Delete*', 'iam:*'] };
    expect(isCovered(elements, 'acm:GetCertificate')).toBe(true);
    expect(isCovered(elements, 'acm:DeleteCertificate')).toBe(false);
  });

  it.each(['acm', 'a*m', 'acm:', 'a?m:Get', 'acm:Get Certificate'])('fails as %s', (pattern) => {
    expect(() => isCovered({ Action: pattern }, 'acm:GetCertificate')).toThrow('is not an action');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe('Resource', () => {
  const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-abcd';

  it.each<[pattern: string, covered: boolean]>([
    [CERTIFICATE, true],
    [CERTIFICATE.toUpperCase().replace('ARN', 'arn'), false],
    ['*', true],
    ['arn:aws:acm:*:111122223333:certificate/*', true],
    ['arn:aws:acm:*:444455556666:certificate/*', false],
    ['arn:aws:acm:eu-*-1:111122223333:certificate/1*d', true],
    ['arn:aws:acm:us-*:111122223333:certificate/*', false],
    ['arn:aws:acm:eu-west-?:111122223333:certificate/????????-abcd', true],
    ['arn:aws:acm:eu-west-1?111122223333:certificate/12345678-abcd:x', false],
    ['arn:aws-cn:acm:*:111122223333:certificate/*', false],
    ['arn:aws:acm:*:*:*', true],
  ])('%s covers a certificate: %s', (pattern, covered) => {
    expect(isCovered({ Resource: pattern }, 'acm:GetCertificate', CERTIFICATE)).toBe(covered);
  });

  // The examples under "Using wildcards in resource ARNs".
  it.each<[object: string, covered: boolean]>([
    ['1/test/object.jpg', true],
    ['1/2/test/object.jpg', true],
    ['1/2/test/3/object.jpg', true],
    ['1/2/3/test/4/object.jpg', true],
    ['1///test///object.jpg', true],
    ['1/test/.jpg', true],
    ['/test/object.jpg', true],
    ['1/test/', true],
    ['1-test/object.jpg', false],
    ['test/object.jpg', false],
    ['1/2/test.jpg', false],
  ])('a wildcard goes across slashes to %s: %s', (object, covered) => {
    const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
    const elements = { Resource: `${bucket}/*/test/*` };
    expect(isCovered(elements, 's3:GetObject', `${bucket}/${object}`)).toBe(covered);
  });

  it.each<[sentence: string, pattern: string, covered: boolean]>([
    ['beyond its segment when it ends it', 'arn:aws:logs:eu-west-1:1:log-group:/app*', true],
    ['beyond its segment to a later one', 'arn:aws:logs:eu-west-1:1:log-group:/app*:s1', true],
    ['not beyond its segment in its middle', 'arn:aws:logs:eu-west-1:1:log-group:/app*1', false],
    [
      'as one character, not to a colon',
      'arn:aws:logs:eu-west-1:1:log-group:/app/x?log-stream*',
      false,
    ],
  ])('a wildcard goes %s', (_, pattern, covered) => {
    const stream = 'arn:aws:logs:eu-west-1:1:log-group:/app/x:log-stream:s1';
    expect(isCovered({ Resource: pattern }, 'logs:PutLogEvents', stream)).toBe(covered);
  });

  it('that is an ARN does not cover an action without resources', () => {
    const elements = { Resource: 'arn:aws:acm:*:111122223333:certificate/*' };
    expect(isCovered(elements, 'acm:RequestCertificate', '*')).toBe(false);
  });

  it('covers all but what NotResource lists', () => {
    const elements = { Resource: undefined, NotResource: [`${CERTIFICATE}*`] };
    expect(isCovered(elements, 'acm:GetCertificate', CERTIFICATE)).toBe(false);
    expect(isCovered(elements, 'acm:GetCertificate', CERTIFICATE.replace('1234', '4321'))).toBe(
      true,
    );
  });

  it('may have a variable after its fifth colon', () => {
    const elements = { Resource: 'arn:aws:s3:::bucket/${aws:PrincipalTag/department}/*' };
    const isCoveredFor = (context: Context) =>
      isCovered(elements, 's3:GetObject', 'arn:aws:s3:::bucket/red/x', context);
    expect(isCoveredFor({ 'aws:principaltag/department': ['red'] })).toBe(true);
    expect(isCoveredFor({ 'aws:principaltag/department': ['r*'] })).toBe(false);
    expect(isCoveredFor({})).toBe(false);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, "Policy variables with no value"
  it('is no resource at all to NotResource when its variable has no value', () => {
    const elements = { Resource: undefined, NotResource: 'arn:aws:s3:::bucket/${aws:username}' };
    expect(isCovered(elements, 's3:GetObject', 'arn:aws:s3:::bucket/x')).toBe(true);
  });

  it.each([
    ['certificate/*', 'is not an ARN'],
    ['arn:aws:acm:*', 'is not an ARN'],
    ['arn:aws:*:eu-west-1:1:x', 'has a wildcard for the service'],
    ['arn:aws:acm:eu-west-1:${aws:PrincipalAccount}:x', 'has a variable before the fifth colon'],
  ])('fails as %s, which %s', (pattern, message) => {
    expect(() => isCovered({ Resource: pattern }, 'acm:GetCertificate', CERTIFICATE)).toThrow(
      message,
    );
  });
});
