import {
  CfnDeletionPolicy,
  CfnParameter,
  type CfnResource,
  Duration,
  RemovalPolicy,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE } from '../../contract/properties';
import { DnsCertificate, type DnsCertificateProps } from '../../lib';
import { ACCOUNT, certificateIn, newApp, newStack, zoneOf } from '../support/synth';
import { DOMAIN, nameOfLength, namesUnderDomain } from '../support/names';

const TYPE = RESOURCE_TYPE;

describe('A stack gets', () => {
  test.each([1, 10])('seven shared resources and one of its own for %i certificates', (count) => {
    const stack = newStack();
    for (let n = 0; n < count; n += 1) {
      certificateIn(stack, { domainName: `n${n}.${DOMAIN}` }, `Certificate${n}`);
    }
    const types = Object.values(Template.fromStack(stack).toJSON()['Resources'] as object)
      .map((resource: { Type: string }) => resource.Type)
      .sort();
    expect(types).toEqual(
      [
        ...Array<string>(count).fill(TYPE),
        'AWS::IAM::Role',
        'AWS::IAM::Role',
        'AWS::IAM::Role',
        'AWS::Lambda::Function',
        'AWS::Lambda::Function',
        'AWS::Logs::LogGroup',
        'AWS::StepFunctions::StateMachine',
      ].sort(),
    );
  });

  test('the properties that the handler reads, names in normal form', () => {
    const stack = newStack();
    certificateIn(stack, {
      domainName: `${DOMAIN.toUpperCase()}.`,
      subjectAlternativeNames: [`*.${DOMAIN}`, DOMAIN.toUpperCase(), `www.${DOMAIN.toUpperCase()}`],
      region: 'us-east-1',
    });
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      ServiceTimeout: 3600,
      Region: 'us-east-1',
      DomainName: DOMAIN,
      SubjectAlternativeNames: [`*.${DOMAIN}`, `www.${DOMAIN}`],
      HostedZones: [{ HostedZoneId: 'Z0123456789', Name: DOMAIN }],
    });
  });

  test('what the certificate is besides its names, and how it is waited for', () => {
    const stack = newStack();
    certificateIn(stack, {
      keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1,
      allowExport: true,
      validationTimeout: Duration.minutes(10),
      waitForIssuance: false,
    });
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      KeyAlgorithm: 'EC_prime256v1',
      Export: true,
      ValidationTimeoutSeconds: 600,
      WaitForIssuance: false,
    });
  });

  test('and nothing of these where they are as by default, so that a deployed certificate is not updated', () => {
    const stack = newStack();
    certificateIn(stack, {
      keyAlgorithm: acm.KeyAlgorithm.RSA_2048,
      allowExport: false,
      waitForIssuance: true,
    });
    const other = newStack();
    certificateIn(other);
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(other).toJSON());
  });

  test('handlers that stay until the certificate has been deleted', () => {
    const stack = newStack();
    certificateIn(stack);
    const { Resources } = Template.fromStack(stack).toJSON() as {
      Resources: Record<string, { Type: string; DependsOn?: string[] }>;
    };
    const ids = Object.keys(Resources);
    const certificate = ids.find((id) => Resources[id]?.Type === TYPE)!;
    // By CloudFormation's rule, whoever refers to a resource or depends on it is deleted before it.
    const reached = new Set([certificate]);
    for (const id of reached) {
      const text = JSON.stringify(Resources[id]);
      for (const other of ids) if (text.includes(`"${other}"`)) reached.add(other);
    }
    expect([...reached].toSorted()).toEqual(ids.toSorted());
  });

  test('what an update of the package changes before the certificate itself is updated', () => {
    const stack = newStack();
    certificateIn(stack);
    const [certificate] = Object.values(Template.fromStack(stack).findResources(TYPE)) as {
      DependsOn: string[];
    }[];
    expect(certificate?.DependsOn).toEqual([
      expect.stringMatching(/StateMachine[0-9A-F]{8}$/),
      expect.stringMatching(/Step[0-9A-F]{8}$/),
      expect.stringMatching(/StepRole[0-9A-F]{8}$/),
    ]);
  });

  test.each([
    [undefined, 'Delete', 'Delete'],
    [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
    [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  ])('for the removalPolicy %s the DeletionPolicy %s', (removalPolicy, deletion, replacement) => {
    const stack = newStack();
    certificateIn(stack, removalPolicy === undefined ? {} : { removalPolicy });
    Template.fromStack(stack).hasResource(TYPE, {
      DeletionPolicy: deletion,
      UpdateReplacePolicy: replacement,
      Properties: Match.objectLike({ Retain: deletion === 'Delete' ? Match.absent() : true }),
    });
  });

  test('a certificate that is retained by applyRemovalPolicy carries that, so that no search takes it for a leftover', () => {
    const stack = newStack();
    certificateIn(stack).applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResourceProperties(TYPE, { Retain: true });
  });

  test('so does one that only its replacement leaves in the account, though it is deleted with the stack', () => {
    const stack = newStack();
    const { defaultChild } = certificateIn(stack).node;
    (defaultChild as CfnResource).cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    Template.fromStack(stack).hasResource(TYPE, {
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({ Retain: true }),
    });
  });
});

describe('A certificate is like any other:', () => {
  test('API Gateway, Cognito and a network load balancer take it', () => {
    const stack = newStack();
    const certificate = certificateIn(stack);
    const global = certificateIn(stack, { region: 'us-east-1' }, 'Global');
    new apigateway.DomainName(stack, 'Rest', { domainName: DOMAIN, certificate });
    new apigatewayv2.DomainName(stack, 'Http', { domainName: DOMAIN, certificate });
    const domain = { domainName: DOMAIN, certificate: global };
    new cognito.UserPool(stack, 'Pool').addDomain('Domain', { customDomain: domain });
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2 });
    const nlb = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc });
    const targets = [new elbv2.NetworkTargetGroup(stack, 'Targets', { vpc, port: 443 })];
    const certificates = [elbv2.ListenerCertificate.fromCertificateManager(certificate)];
    nlb.addListener('Tls', { port: 443, certificates, defaultTargetGroups: targets });
    const template = Template.fromStack(stack);
    const arn = stack.resolve(certificate.certificateArn) as unknown;
    template.hasResourceProperties('AWS::ApiGateway::DomainName', { RegionalCertificateArn: arn });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainNameConfigurations: [Match.objectLike({ CertificateArn: arn })],
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      CustomDomainConfig: { CertificateArn: stack.resolve(global.certificateArn) as unknown },
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Certificates: [{ CertificateArn: arn }],
    });
  });

  test('a listener and a distribution take it', () => {
    const stack = newStack();
    const regional: acm.ICertificate = certificateIn(stack);
    const global = certificateIn(stack, { region: 'us-east-1' }, 'Global');
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2 });
    const alb = new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc });
    alb.addListener('Https', {
      port: 443,
      certificates: [regional],
      defaultAction: elbv2.ListenerAction.fixedResponse(200),
    });
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: new origins.HttpOrigin(`origin.${DOMAIN}`) },
      domainNames: [DOMAIN],
      certificate: global,
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Certificates: [{ CertificateArn: stack.resolve(regional.certificateArn) as unknown }],
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        ViewerCertificate: Match.objectLike({
          AcmCertificateArn: stack.resolve(global.certificateArn) as unknown,
        }),
      }),
    });
  });

  test('it is in its own Region, and so is its metric', () => {
    const stack = newStack();
    const certificate = certificateIn(stack, { region: 'us-east-1' });
    expect(certificate.env).toEqual({ account: ACCOUNT, region: 'us-east-1' });
    expect(certificate.metricDaysToExpiry().toMetricConfig().metricStat).toMatchObject({
      namespace: 'AWS/CertificateManager',
      metricName: 'DaysToExpiry',
      region: 'us-east-1',
      statistic: 'Minimum',
      dimensions: [{ name: 'CertificateArn', value: certificate.certificateArn }],
    });
  });

  test('its reference carries the ARN under both names that aws-cdk-lib reads', () => {
    const { certificateArn, certificateRef } = certificateIn(newStack());
    expect(certificateRef).toEqual({ certificateArn, certificateId: certificateArn });
  });

  test('it has no property called domainName, which aws-cdk-lib would take for a deprecated class', () => {
    expect(Object.keys(certificateIn(newStack()))).not.toContain('domainName');
  });
});

describe('Synthesis', () => {
  test.each([
    ['a name of another domain', 'www.example.org', "does not cover 'www.example.org'"],
    ['a name that only ends alike', `not${DOMAIN}`, `does not cover 'not${DOMAIN}'`],
    ['an underscore', `a_b.${DOMAIN}`, `domain name 'a_b.${DOMAIN}' has an underscore`],
    ['a * within', `www.*.${DOMAIN}`, 'has a * that is not its first label'],
    ['a single label', 'localhost', 'has a single label'],
    ['an empty label', `www..${DOMAIN}`, "has the label ''"],
    ['a last label of one character', 'example.c', "ends in 'c'"],
    ['an empty name', '', 'Stack/Certificate: domainName is ""; write a domain name'],
    ['a label that begins with a hyphen', `-a.${DOMAIN}`, "has the label '-a'"],
    ['an internationalised name', `bücher.${DOMAIN}`, `'xn--bcher-kva.${DOMAIN}'`],
    [
      'a first name over 64 characters',
      nameOfLength(65),
      'has 65 characters, and the first name at most 64',
    ],
    ['a name over 253 characters', nameOfLength(255), 'has 255 characters, and a name at most 253'],
  ])('fails for %s', (_case, domainName, message) => {
    expect(() => certificateIn(newStack(), { domainName })).toThrow(message);
  });

  test('fails for an alternative name that the zone does not cover', () => {
    expect(() => certificateIn(newStack(), { subjectAlternativeNames: ['example.org'] })).toThrow(
      `hostedZone '${DOMAIN}' does not cover 'example.org'; pass the zone that serves it`,
    );
  });

  test('fails for alternative names whose number is not known', () => {
    const stack = newStack();
    const list = new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' });
    expect(() => certificateIn(stack, { subjectAlternativeNames: list.valueAsList })).toThrow(
      /^Stack\/Certificate: subjectAlternativeNames is a list that is not known while synthesizing .*; pass a list of names/,
    );
  });

  // What the types forbid, and JavaScript and unset environment variables give.
  test.each<[string, object, string]>([
    ['no name', { domainName: undefined }, 'domainName is undefined; write a domain name'],
    [
      'one alternative name in place of a list',
      { subjectAlternativeNames: `www.${DOMAIN}` },
      `subjectAlternativeNames is "www.${DOMAIN}"; write a list of names`,
    ],
    [
      'an alternative name that is none',
      { subjectAlternativeNames: [`www.${DOMAIN}`, undefined] },
      'subjectAlternativeNames[1] is undefined; write a domain name',
    ],
    ['a zone by its name', { hostedZone: DOMAIN }, `hostedZone is ${DOMAIN}; pass a zone`],
    [
      'a key with which ACM issues no public certificate',
      { keyAlgorithm: acm.KeyAlgorithm.RSA_4096 },
      "keyAlgorithm is 'RSA_4096', with which ACM issues no public certificate; use one of RSA_2048,",
    ],
    [
      'a time-out after CloudFormation has given up',
      { validationTimeout: Duration.hours(1) },
      'validationTimeout is 1 hour; write a Duration of 1 to 55 minutes',
    ],
    [
      'a time-out before ACM has named a record',
      { validationTimeout: Duration.seconds(59) },
      'validationTimeout is 59 seconds; write a Duration of 1 to 55 minutes',
    ],
    [
      'a time-out that is not known',
      { validationTimeout: Duration.seconds(Token.asNumber({ Ref: 'Seconds' })) },
      'validationTimeout is not known while synthesizing; write a Duration',
    ],
    [
      'a Region of another partition',
      { region: 'cn-north-1' },
      "region 'cn-north-1' is in the partition aws-cn, and the stack's own, 'eu-west-1', in aws",
    ],
  ])('fails for %s', (_case, props, message) => {
    expect(() => certificateIn(newStack(), props)).toThrow(`Stack/Certificate: ${message}`);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['in a property', (stack) => certificateIn(stack, { removalPolicy: RemovalPolicy.SNAPSHOT })],
    [
      'applied later',
      (stack) => {
        certificateIn(stack).applyRemovalPolicy(RemovalPolicy.SNAPSHOT);
      },
    ],
  ])('fails for a policy that is for other things, %s', (_how, make) => {
    const stack = newStack();
    make(stack);
    expect(() => Template.fromStack(stack)).toThrow(
      'removalPolicy is SNAPSHOT, and a certificate has none; use RETAIN',
    );
  });

  test('fails for no zone', () => {
    const props = { domainName: DOMAIN } as DnsCertificateProps;
    expect(() => new DnsCertificate(newStack(), 'Certificate', props)).toThrow(
      'hostedZone is undefined; pass a zone such as HostedZone.fromLookup gives',
    );
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['Stack/Made', (stack) => new route53.CfnHostedZone(stack, 'Made', { name: DOMAIN })],
    ['Stack', (stack) => stack],
  ])('fails for a construct that is no zone, %s', (where, build) => {
    const stack = newStack();
    const hostedZone = build(stack) as route53.IHostedZone;
    expect(() => certificateIn(stack, { hostedZone })).toThrow(
      `Stack/Certificate: hostedZone '${where}' is no hosted zone; pass a zone such as`,
    );
  });

  test('fails for a Region that is none', () => {
    expect(() => certificateIn(newStack(), { region: '' })).toThrow("region ''");
    expect(() => certificateIn(newStack(), { region: 'Ireland' })).toThrow(
      "region 'Ireland' is no Region of AWS; write it as in 'us-east-1', or leave it out",
    );
  });

  test('fails for more than 100 names', () => {
    const subjectAlternativeNames = namesUnderDomain(100);
    expect(() => certificateIn(newStack(), { subjectAlternativeNames })).toThrow(
      '101 names are more than the 100',
    );
  });

  test('warns of more names than the default quota', () => {
    const stack = newStack();
    const subjectAlternativeNames = namesUnderDomain(10);
    certificateIn(stack, { subjectAlternativeNames });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('^11 names'));
  });

  test('fails for a private zone', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const hostedZone = new route53.PrivateHostedZone(stack, 'Private', {
      vpc,
      zoneName: DOMAIN,
    });
    expect(() => certificateIn(stack, { hostedZone })).toThrow(
      "hostedZone 'Stack/Private' is private, and ACM validates by public DNS only",
    );
  });

  test('fails for a zone that becomes private later', () => {
    const stack = newStack();
    const hostedZone = new route53.HostedZone(stack, 'Late', { zoneName: DOMAIN });
    certificateIn(stack, { hostedZone });
    hostedZone.addVpc(new ec2.Vpc(stack, 'Vpc'));
    expect(() => Template.fromStack(stack)).toThrow("hostedZone 'Stack/Late' is private");
  });

  test('finds that a zone in the same stack, in capitals and with a dot, covers its names', () => {
    const stack = newStack();
    const hostedZone = new route53.PublicHostedZone(stack, 'Public', {
      zoneName: DOMAIN.toUpperCase(),
    });
    certificateIn(stack, { domainName: `WWW.${DOMAIN.toUpperCase()}`, hostedZone });
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      HostedZones: [{ HostedZoneId: { Ref: Match.anyValue() }, Name: DOMAIN }],
    });
  });

  test('leaves a zone known by its id alone to the deployment', () => {
    const stack = newStack();
    const hostedZone = route53.HostedZone.fromHostedZoneId(stack, 'Zone', '/hostedzone/Z42');
    certificateIn(stack, { hostedZone });
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      HostedZones: [{ HostedZoneId: 'Z42', Name: Match.absent() }],
    });
  });

  test('leaves names and zones that are parameters to the deployment', () => {
    const stack = newStack();
    const domain = new CfnParameter(stack, 'Domain').valueAsString;
    certificateIn(stack, { domainName: domain, hostedZone: zoneOf(stack, domain) });
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      DomainName: { Ref: 'Domain' },
      HostedZones: [{ Name: { Ref: 'Domain' } }],
    });
  });

  test('of a stack without a Region puts the certificate where the stack will be', () => {
    const stack = new Stack(newApp(), 'Agnostic');
    new DnsCertificate(stack, 'Certificate', {
      domainName: DOMAIN,
      hostedZone: zoneOf(stack),
    });
    Template.fromStack(stack).hasResourceProperties(TYPE, { Region: { Ref: 'AWS::Region' } });
  });
});
