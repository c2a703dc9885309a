// How statements, policies and kinds of policies make one decision.
import { evaluate, type Policies, type Verdict } from '../support/iam';
import { callOf, document, judge } from './judging';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
describe('Identity policies', () => {
  const carlos = [
    {
      Sid: 'AllowS3ListRead',
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'],
      Resource: 'arn:aws:s3:::*',
    },
    {
      Sid: 'AllowS3Self',
      Effect: 'Allow',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'],
    },
    { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
  ];
  const reports = [
    { Sid: 'AllowGetList', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
    { Sid: 'DenyReports', Effect: 'Deny', Action: 'iam:*Report', Resource: '*' },
  ];

  it.each<[action: string, resource: string, statements: object[], verdict: Partial<Verdict>]>([
    [
      's3:PutObject',
      'arn:aws:s3:::carlossalazar/file',
      carlos,
      { decision: 'Allow', statement: 'Policy[AllowS3Self]' },
    ],
    [
      's3:PutObject',
      'arn:aws:s3:::carlossalazar-logs/file',
      carlos,
      { decision: 'ExplicitDeny', statement: 'Policy[DenyS3Logs]' },
    ],
    [
      's3:GetBucketLocation',
      'arn:aws:s3:::other',
      carlos,
      { decision: 'Allow', statement: 'Policy[AllowS3ListRead]' },
    ],
    ['s3:PutObject', 'arn:aws:s3:::other/file', carlos, { decision: 'ImplicitDeny' }],
    ['iam:ListRoles', '*', reports, { decision: 'Allow', statement: 'Policy[AllowGetList]' }],
    ['iam:CreatePolicy', '*', reports, { decision: 'ImplicitDeny' }],
    [
      'iam:GetOrganizationsAccessReport',
      '*',
      reports,
      { decision: 'ExplicitDeny', statement: 'Policy[DenyReports]' },
    ],
  ])('decide %s on %s', (action, resource, statements, verdict) => {
    expect(judge(callOf(action, resource), ...statements)).toMatchObject(verdict);
  });

  it('allow together, and any of them denies', () => {
    const allow = (action: string) => document({ Effect: 'Allow', Action: action, Resource: '*' });
    const deny = document({ Effect: 'Deny', Action: 'acm:Delete*', Resource: '*' });
    const identity = { One: allow('acm:Get*'), Two: allow('acm:*'), Three: deny };
    const ofCall = (action: string) => evaluate(callOf(action), { identity });
    expect(ofCall('acm:ListCertificates').statement).toBe('Two[0]');
    expect(ofCall('acm:DeleteCertificate').statement).toBe('Three[0]');
  });

  it('allow nothing when there is none', () => {
    expect(evaluate(callOf('acm:GetCertificate'), { identity: {} }).decision).toBe('ImplicitDeny');
  });

  it('may have a single statement that is not in a list', () => {
    const statement = { Effect: 'Allow', Action: 'acm:GetCertificate', Resource: '*' };
    const identity = { Policy: { Version: '2012-10-17', Statement: statement } };
    expect(evaluate(callOf('acm:GetCertificate'), { identity }).decision).toBe('Allow');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
describe('A permissions boundary', () => {
  const boundary = document(
    { Sid: 'Most', Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' },
    { Sid: 'NoLogs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::logs*' },
  );
  const own = (...actions: string[]) => ({
    Own: document({ Effect: 'Allow', Action: actions, Resource: '*' }),
  });

  it.each<
    [action: string, resource: string, identity: Policies['identity'], verdict: Partial<Verdict>]
  >([
    ['iam:CreateUser', '*', own('iam:CreateUser'), { decision: 'ImplicitDeny' }],
    ['ec2:RunInstances', '*', own('iam:CreateUser'), { decision: 'ImplicitDeny' }],
    ['ec2:RunInstances', '*', own('ec2:*'), { decision: 'Allow', statement: 'Own[0]' }],
    [
      's3:GetObject',
      'arn:aws:s3:::logs/1',
      own('s3:*'),
      { decision: 'ExplicitDeny', statement: 'boundary[NoLogs]' },
    ],
  ])('limits %s on %s', (action, resource, identity, verdict) => {
    expect(evaluate(callOf(action, resource), { identity, boundary })).toMatchObject(verdict);
  });
});

describe('A verdict', () => {
  const step = document(
    { Effect: 'Allow', Action: 'acm:GetCertificate', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'acm:RequestCertificate',
      Resource: '*',
      Condition: { StringEquals: { 'acm:ValidationMethod': ['DNS', 'HTTP'] } },
    },
    { Sid: 'Other', Effect: 'Allow', Action: 'acm:*', Resource: 'arn:aws:acm:*:*:certificate/*' },
  );
  const request = callOf('acm:RequestCertificate', '*', { 'acm:validationmethod': ['EMAIL'] });

  it('says what each statement lacked that knows the action', () => {
    expect(evaluate(request, { identity: { Step: step } }).reason).toBe(
      'no identity policy allows acm:RequestCertificate on *' +
        '; Step[1] would but for its Condition (StringEquals of acm:validationmethod: EMAIL against DNS, HTTP)' +
        '; Step[Other] would but for its Resource (*)',
    );
  });

  it('does not say what a statement lacks that would only deny', () => {
    const never = { StringEquals: { 'acm:KeyAlgorithm': 'RSA_4096' } };
    const deny = { Effect: 'Deny', Action: 'acm:*', Resource: '*', Condition: never };
    expect(judge(request, deny).reason).toBe(
      'no identity policy allows acm:RequestCertificate on *',
    );
  });

  it('says which kind of policy did not allow', () => {
    const identity = { All: document({ Effect: 'Allow', Action: '*', Resource: '*' }) };
    const { reason } = evaluate(request, { identity, boundary: step });
    expect(reason).toMatch(/^no permissions boundary allows .* boundary\[1\] would but for/);
  });

  it('says what denied', () => {
    const deny = { Sid: 'No', Effect: 'Deny', Action: 'acm:*', Resource: '*' };
    expect(judge(request, deny).reason).toBe('Policy[No] denies acm:RequestCertificate on *');
  });
});
