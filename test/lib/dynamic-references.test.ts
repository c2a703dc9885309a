// Dynamic references of CloudFormation, which it replaces in the deployment, as text or made by CDK: nothing is known of them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
import { CfnDynamicReference, CfnDynamicReferenceService, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE } from '../../contract/properties';
import { DnsCertificate, DnsValidationRole, EmailCertificate } from '../../lib';
import { DOMAIN } from '../support/names';
import { newStack, zoneOf } from '../support/synth';

const NAME = '{{resolve:ssm:/Domain/Name}}';

function certificateIn(stack: Stack): { readonly Properties: Readonly<Record<string, unknown>> } {
  const [resource] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  return resource as { readonly Properties: Readonly<Record<string, unknown>> };
}

test.each([
  ['a whole name', NAME, NAME],
  ['a name below a domain', `${NAME}.${DOMAIN.toUpperCase()}.`, `${NAME}.${DOMAIN}`],
  ['a domain below a name', `WWW.${NAME}`, `www.${NAME}`],
  ['a wildcard', `*.${NAME}`, `*.${NAME}`],
  ['two', `${NAME}.{{resolve:ssm:/Domain/Parent:3}}`, `${NAME}.{{resolve:ssm:/Domain/Parent:3}}`],
])('A domain name may have one as %s, which stays as it is', (_what, domainName, expected) => {
  const stack = newStack();
  new DnsCertificate(stack, 'Certificate', { domainName, hostedZone: zoneOf(stack) });
  expect(certificateIn(stack).Properties).toMatchObject({ DomainName: expected });
});

test('As text it makes the same template as one of CDK', () => {
  const templateOf = (domainName: string): unknown => {
    const stack = newStack();
    new DnsCertificate(stack, 'Certificate', { domainName, hostedZone: zoneOf(stack) });
    return Template.fromStack(stack).toJSON();
  };
  const made = new CfnDynamicReference(CfnDynamicReferenceService.SSM, '/Domain/Name').toString();
  expect(templateOf(NAME)).toEqual(templateOf(made));
});

test('The id and the name of a zone, an external id and a Region may be one', () => {
  const stack = newStack();
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: '{{resolve:ssm:/Zone/Id}}',
    zoneName: '{{resolve:ssm:/Zone/Name}}',
  });
  const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::222222222222:role/x');
  const externalId = '{{resolve:ssm:/External/Id}}';
  const validationZones = [{ hostedZone, role, externalId }];
  const region = '{{resolve:ssm:/Region}}';
  new DnsCertificate(stack, 'Certificate', { domainName: DOMAIN, validationZones, region });
  expect(certificateIn(stack).Properties).toMatchObject({
    Region: region,
    HostedZones: [
      {
        HostedZoneId: '{{resolve:ssm:/Zone/Id}}',
        Name: '{{resolve:ssm:/Zone/Name}}',
        ExternalId: externalId,
      },
    ],
  });
});

test.each(['ssm-secure:/External/Id', 'secretsmanager:external-id'])(
  'An external id that is a secret (%s) is refused: the handlers would get the reference itself',
  (reference) => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::222222222222:role/x');
    const externalId = `{{resolve:${reference}}}`;
    const validationZones = [{ hostedZone: zoneOf(stack), role, externalId }];
    expect(
      () => new DnsCertificate(stack, 'Certificate', { domainName: DOMAIN, validationZones }),
    ).toThrow(
      `validationZones[0].externalId is '${externalId}', and CloudFormation puts no secret`,
    );
  },
);

test('A role for zones, and a certificate by e-mail, may have names that are one', () => {
  const stack = newStack();
  new DnsValidationRole(stack, 'Validation', {
    hostedZones: [zoneOf(stack)],
    trustedAccount: '{{resolve:ssm:/Account}}',
    domainNames: [`${NAME}.${DOMAIN}`],
  });
  new EmailCertificate(stack, 'Certificate', {
    domainName: NAME,
    validationDomains: { [NAME]: DOMAIN },
  });
  expect(certificateIn(stack).Properties).toMatchObject({
    ValidationDomains: [{ DomainName: NAME, ValidationDomain: DOMAIN }],
  });
});

test('What stands around one is checked', () => {
  const stack = newStack();
  const make = (domainName: string): DnsCertificate =>
    new DnsCertificate(stack, domainName, { domainName, hostedZone: zoneOf(stack) });
  expect(() => make(`a_b.${NAME}`)).toThrow('has an underscore');
  expect(() => make(`${NAME}.example.org`)).toThrow(`does not cover '${NAME}.example.org'`);
});
