// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
import {
  policyProblems,
  unknownActions,
  unsuitableOperators,
  unsupportedConditionKeys,
  unsupportedResources,
} from '../support/iam';
import { document } from './judging';

const CERTIFICATE = 'arn:aws:acm:*:111122223333:certificate/*';
const ZONE = 'arn:aws:route53:::hostedzone/Z1';
const ROLE = 'arn:aws:iam::111122223333:role/Zone';

function withKey(action: unknown, resource: unknown, key: string): object {
  const condition = { StringEquals: { [key]: 'x' } };
  return document({ Effect: 'Allow', Action: action, Resource: resource, Condition: condition });
}

describe('A condition key', () => {
  it.each<[action: string, resource: string, key: string]>([
    ['acm:RequestCertificate', '*', 'acm:DomainNames'],
    ['acm:RequestCertificate', '*', 'ACM:domainnames'],
    ['acm:RequestCertificate', '*', 'acm:Export'],
    ['acm:RequestCertificate', '*', 'aws:RequestTag/cdk-dns-certificate:stack'],
    ['acm:RequestCertificate', '*', 'aws:TagKeys'],
    ['acm:RequestCertificate', '*', 'aws:RequestedRegion'],
    ['acm:RequestCertificate', '*', 'aws:PrincipalTag/team'],
    ['acm:RequestCertificate', '*', 'lambda:SourceFunctionArn'],
    ['acm:DeleteCertificate', CERTIFICATE, 'aws:ResourceTag/team'],
    ['acm:DeleteCertificate', '*', 'aws:ResourceTag/team'],
    ['acm:*', CERTIFICATE, 'acm:ValidationMethod'],
    ['route53:ChangeResourceRecordSets', ZONE, 'route53:ChangeResourceRecordSetsActions'],
    ['sts:AssumeRole', ROLE, 'aws:ResourceTag/team'],
    ['sts:AssumeRole', ROLE, 'sts:ExternalId'],
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    ['ecs:CreateService', 'arn:aws:ecs:*:111122223333:service/cluster/*', 'ecs:cluster'],
  ])('of %s on %s may be %s', async (action, resource, key) => {
    expect(await unsupportedConditionKeys(withKey(action, resource, key))).toEqual([]);
  });

  it.each<[action: string, resource: string, key: string]>([
    ['acm:RequestCertificate', '*', 'aws:resourcetag/team'],
    ['acm:RequestCertificate', '*', 'acm:domainname'],
    ['acm:RequestCertificate', '*', 'aws:requesttag/'],
    ['acm:RequestCertificate', '*', 'aws:requestedregions'],
    ['acm:DeleteCertificate', CERTIFICATE, 'acm:domainnames'],
    ['acm:DeleteCertificate', CERTIFICATE, 'aws:requesttag/team'],
    ['acm:ListCertificates', '*', 'acm:keyalgorithm'],
    ['route53:ChangeResourceRecordSets', ZONE, 'aws:resourcetag/team'],
    ['route53:List*', ZONE, 'route53:changeresourcerecordsetsactions'],
    ['acm:DeleteCertificate', CERTIFICATE, 'aws:sourceaccount'],
    ['states:StartExecution', 'arn:aws:states:*:*:stateMachine:x', 'aws:sourcearn'],
  ])('of %s on %s is not %s', async (action, resource, key) => {
    const problems = [`statement[0]: ${action} has no condition key '${key}'`];
    expect(await unsupportedConditionKeys(withKey(action, resource, key))).toEqual(problems);
  });

  it('must be one of each action that a statement lists', async () => {
    const actions = ['acm:RequestCertificate', 'acm:ListCertificates'];
    expect(await unsupportedConditionKeys(withKey(actions, '*', 'acm:Export'))).toEqual([
      "statement[0]: acm:ListCertificates has no condition key 'acm:export'",
    ]);
  });

  it('must be global where a statement means every service', async () => {
    const problem = ["statement[0]: not every action has 'acm:export'"];
    const rest = document({
      Effect: 'Deny',
      NotAction: 'acm:GetCertificate',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'acm:Export': 'x' } },
    });
    expect(await unsupportedConditionKeys(rest)).toEqual(problem);
    expect(await unsupportedConditionKeys(withKey('*', '*', 'acm:Export'))).toEqual(problem);
  });

  // A resource type's keys count only where the statement can mean a resource of that type.
  it('must be one of the resource that a statement names', async () => {
    const unsupported = (resource: string) =>
      unsupportedConditionKeys(withKey('ec2:RunInstances', resource, 'ec2:InstanceType'));
    expect(await unsupported('arn:aws:ec2:*:*:instance/*')).toEqual([]);
    expect(await unsupported('arn:aws:ec2:*:*:subnet/*')).toHaveLength(1);
  });

  it('may say on whose behalf a service assumes a role', async () => {
    const trust = document({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '1' }, ArnLike: { 'aws:SourceArn': 'x' } },
    });
    expect(await policyProblems(trust)).toEqual([]);
  });
});

describe('An operator', () => {
  it.each<[operator: string, key: string, suits: boolean]>([
    ['ForAllValues:StringEquals', 'acm:DomainNames', true],
    ['ForAnyValue:StringLike', 'aws:TagKeys', true],
    ['StringEquals', 'acm:ValidationMethod', true],
    ['StringEqualsIfExists', 'aws:ResourceTag/team', true],
    ['Null', 'acm:DomainNames', true],
    ['StringEquals', 'acm:DomainNames', false],
    ['StringLike', 'route53:ChangeResourceRecordSetsNormalizedRecordNames', false],
    ['ForAllValues:StringEquals', 'acm:ValidationMethod', false],
    ['ForAnyValue:StringEquals', 'aws:RequestTag/team', false],
  ])('%s suits %s: %s', async (operator, key, suits) => {
    const condition = { [operator]: { [key]: 'true' } };
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition };
    expect(await unsuitableOperators(document(statement))).toHaveLength(suits ? 0 : 1);
  });
});

describe('An action', () => {
  const withAction = (elements: object) =>
    document({ Effect: 'Allow', Resource: '*', ...elements });

  it.each(['acm:GetCertificate', 'ACM:getcertificate', 'acm:Get*', 'acm:*', '*'])(
    'is known as %s',
    async (action) => {
      expect(await unknownActions(withAction({ Action: action }))).toEqual([]);
    },
  );

  it.each(['acm:GetCertificat', 'acm:Fetch*', 'certificates:Get'])(
    'is not known as %s',
    async (action) => {
      const problems = [`statement[0]: no action '${action}'`];
      expect(await unknownActions(withAction({ Action: ['acm:GetCertificate', action] }))).toEqual(
        problems,
      );
      expect(await unknownActions(withAction({ NotAction: action }))).toEqual(problems);
    },
  );
});

describe('A resource', () => {
  const withResource = (action: string, resource: unknown) =>
    document({ Effect: 'Allow', Action: action, Resource: resource });

  it.each<[action: string, resource: string]>([
    ['acm:DeleteCertificate', CERTIFICATE],
    ['acm:DeleteCertificate', 'arn:aws-us-gov:acm:us-gov-west-1:1:cert*/?1'],
    ['acm:DeleteCertificate', 'arn:aws:acm:*:*:certificate/${aws:PrincipalTag/id}'],
    ['acm:DeleteCertificate', 'arn:aws:acm:*:*:certificat?/*'],
    ['acm:DeleteCertificate', 'arn:aws:acm:*:*:${aws:PrincipalTag/kind}/1'],
    ['acm:RequestCertificate', '*'],
    ['acm:*', CERTIFICATE],
    ['*', CERTIFICATE],
    ['logs:PutLogEvents', 'arn:aws:logs:eu-west-1:1:log-group:x:*'],
    ['logs:PutLogEvents', 'arn:aws:logs:eu-west-1:1:log-group:x:log-strea?:y'],
    ['lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:1:function:x'],
    ['sts:AssumeRole', ROLE],
  ])('of %s may be %s', async (action, resource) => {
    expect(await unsupportedResources(withResource(action, resource))).toEqual([]);
  });

  it.each<[action: string, resource: string]>([
    ['acm:RequestCertificate', CERTIFICATE],
    ['acm:ListCertificates', CERTIFICATE],
    ['acm:DeleteCertificate', ZONE],
    ['acm:DeleteCertificate', 'arn:aws:acm:*:*:certificates/*'],
    ['route53:ChangeResourceRecordSets', 'arn:aws:route53::1:hostedzone/Z1'],
    ['logs:PutLogEvents', 'arn:aws:logs:eu-west-1:1:log-group:x'],
    ['sts:AssumeRole', 'arn:aws:iam::1:user/x'],
  ])('of %s is not %s', async (action, resource) => {
    const problems = [`statement[0]: ${action} has no resource '${resource}'`];
    expect(await unsupportedResources(withResource(action, ['*', resource]))).toEqual(problems);
  });
});

it('All problems of a policy are reported together', async () => {
  const statement = {
    Effect: 'Allow',
    Action: ['acm:Nothing', 'acm:RequestCertificate'],
    Resource: CERTIFICATE,
    Condition: { StringEquals: { 'acm:DomainNames': 'x', 'acm:Names': 'x' } },
  };
  expect(await policyProblems(document(statement))).toEqual([
    "statement[0]: no action 'acm:Nothing'",
    `statement[0]: acm:RequestCertificate has no resource '${CERTIFICATE}'`,
    "statement[0]: acm:RequestCertificate has no condition key 'acm:names'",
    "statement[0]: StringEquals does not suit 'acm:domainnames'",
  ]);
});
