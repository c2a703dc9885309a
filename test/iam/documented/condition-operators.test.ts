// Examples of AWS, and what its page says of them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { ALLOW_ALL, decisionOf, type Context } from '../judging';

describe('"Condition operators"', () => {
  const admin = { StringEquals: { 'aws:PrincipalTag/job-category': 'iamuser-admin' } };
  const home = { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/'] } };
  const secure = { Bool: { 'aws:SecureTransport': 'false' } };
  const types = { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] };
  const temporary = { Null: { 'aws:TokenIssueTime': 'false' } };
  const topic = { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } };
  const distributions = {
    'ForAllValues:ArnLike': {
      'logs:LogGeneratingResourceArns': [
        'arn:aws:cloudfront::123456789012:distribution/*',
        'arn:aws:cloudfront::123456789012:distribution/support*',
      ],
    },
  };
  const sources = (...list: string[]): Context => ({
    'logs:loggeneratingresourcearns': list.map((source) => `arn:aws:cloudfront::${source}`),
  });
  const martha = (prefix: string): Context => ({
    'aws:username': ['martha_rivera'],
    's3:prefix': [prefix],
  });

  it.each<[sentence: string, condition: object, context: Context, match: boolean]>([
    [
      'a principal with the tag',
      admin,
      { 'aws:principaltag/job-category': ['iamuser-admin'] },
      true,
    ],
    [
      'a principal with another tag',
      admin,
      { 'aws:principaltag/job-category': ['dev-ops'] },
      false,
    ],
    ['a principal without the tag', admin, {}, false],
    ["a user's own prefix", home, martha('home/martha_rivera/'), true],
    ['no prefix', home, martha(''), true],
    ["another user's prefix", home, martha('home/nikki_wolf/'), false],
    ['a prefix of nobody', home, { 's3:prefix': ['home/nikki_wolf/'] }, false],
    ['a request without TLS', secure, { 'aws:securetransport': ['false'] }, true],
    ['a request with TLS', secure, { 'aws:securetransport': ['true'] }, false],
    ['a topic', topic, { 'aws:sourcearn': ['arn:aws:sns:us-west-2:123456789012:TOPIC-ID'] }, true],
    [
      "another account's topic",
      topic,
      { 'aws:sourcearn': ['arn:aws:sns:us-west-2:777788889999:TOPIC-ID'] },
      false,
    ],
    ['no topic', topic, {}, false],
    ['a source', distributions, sources('123456789012:distribution/costcenter'), true],
    [
      "a source beside another account's",
      distributions,
      sources('123456789012:distribution/support2025', '777788889999:distribution/costcenter'),
      false,
    ],
    ['no source', distributions, {}, true],
    [
      'a listed type of instance',
      { StringLikeIfExists: types },
      { 'ec2:instancetype': ['t1.micro'] },
      true,
    ],
    [
      'another type of instance',
      { StringLikeIfExists: types },
      { 'ec2:instancetype': ['m2.micro'] },
      false,
    ],
    ['what is no instance, if it exists', { StringLikeIfExists: types }, {}, true],
    ['what is no instance', { StringLike: types }, {}, false],
    ['temporary credentials', temporary, { 'aws:tokenissuetime': ['2026-01-01T00:00:00Z'] }, true],
    ['lasting credentials', temporary, {}, false],
  ])('match %s', (_, condition, context, match) => {
    const statement = { ...ALLOW_ALL, Condition: condition };
    const decision = decisionOf('s3:ListBucket', '*', context, [statement]);
    expect(decision).toBe(match ? 'Allow' : 'ImplicitDeny');
  });

  it('deny by a negated operator with IfExists when the key is not there', () => {
    const condition = { StringNotEqualsIfExists: { 'aws:RequestTag/cost': 'red' } };
    const deny = { Effect: 'Deny', Action: '*', Resource: '*', Condition: condition };
    expect(decisionOf('ec2:RunInstances', '*', {}, [ALLOW_ALL, deny])).toBe('ExplicitDeny');
  });
});
