// The stacks that are checked: together they have every resource that the library can put into one.
import { type App, CfnParameter, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import {
  CertificateProvider,
  DnsCertificate,
  DnsValidationRole,
  EmailCertificate,
} from '../lib/index';

const DOMAIN = 'example.com';

/** Enough names to fill Step's inline policies, so that managed policies follow. */
const MANY = 200;

const STACKS: Record<string, (stack: Stack) => void> = {
  ImportedZone: (stack) => {
    certificateIn(stack, importedZone(stack));
  },
  ZoneInStack: (stack) => {
    certificateIn(stack, new route53.PublicHostedZone(stack, 'Zone', { zoneName: DOMAIN }));
  },
  SeveralZones: (stack) => {
    const hostedZone = importedZone(stack);
    const trustedProvider = CertificateProvider.getOrCreate(stack);
    const id = new CfnParameter(stack, 'ZoneId').valueAsString;
    new DnsCertificate(stack, 'Certificate', {
      domainName: DOMAIN,
      validationZones: [
        {
          hostedZone,
          role: new DnsValidationRole(stack, 'Role', {
            hostedZones: [hostedZone],
            trustedProvider,
          }),
        },
        { hostedZone: route53.HostedZone.fromHostedZoneId(stack, 'Other', id) },
      ],
    });
  },
  Served: (stack) => {
    const other = new Stack(stack.node.scope, 'WithProvider');
    new DnsCertificate(stack, 'Certificate', {
      domainName: DOMAIN,
      hostedZone: importedZone(stack),
      provider: CertificateProvider.getOrCreate(other),
    });
  },
  EveryProperty: (stack) => {
    new DnsCertificate(stack, 'Certificate', {
      domainName: DOMAIN,
      subjectAlternativeNames: [`*.${DOMAIN}`],
      hostedZone: importedZone(stack),
      region: 'us-east-1',
      certificateName: 'Site',
      allowExport: true,
      keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1,
      validationTimeout: Duration.minutes(10),
      waitForIssuance: false,
      removeValidationRecords: true,
      validationRecordRegions: ['eu-west-1'],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  },
  Pem: (stack) => {
    const certificate = new DnsCertificate(stack, 'Certificate', {
      domainName: DOMAIN,
      hostedZone: importedZone(stack),
    });
    const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    certificate.pemParameters().grantRead(reader);
  },
  ByEmail: (stack) => {
    new EmailCertificate(stack, 'Certificate', { domainName: DOMAIN });
  },
  ManyCertificates: (stack) => {
    const zone = importedZone(stack);
    for (let at = 0; at < MANY; at += 1) certificateIn(stack, zone, `name-${at}.${DOMAIN}`);
  },
  InVpc: (stack) => {
    CertificateProvider.getOrCreate(stack, {
      vpc: importedVpc(stack),
      logGroup: logs.LogGroup.fromLogGroupName(stack, 'Theirs', '/theirs'),
    });
    certificateIn(stack, importedZone(stack));
  },
  OwnRoles: (stack) => {
    CertificateProvider.getOrCreate(stack, {
      intakeRole: roleOfUser(stack, 'TheirIntakeRole', 'lambda.amazonaws.com'),
      stepRole: acknowledgingRole(stack, 'TheirStepRole', 'lambda.amazonaws.com'),
      stateMachineRole: roleOfUser(stack, 'TheirStateMachineRole', 'states.amazonaws.com'),
    });
    certificateIn(stack, importedZone(stack));
  },
};

export function addStacks(app: App): void {
  for (const [id, fill] of Object.entries(STACKS)) fill(new Stack(app, id));
}

function certificateIn(stack: Stack, hostedZone: route53.IHostedZone, domainName = DOMAIN): void {
  new DnsCertificate(stack, `Certificate-${domainName}`, { domainName, hostedZone });
}

function importedZone(stack: Stack): route53.IHostedZone {
  const attributes = { hostedZoneId: 'Z0123456789', zoneName: DOMAIN };
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', attributes);
}

function importedVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-0123456789abcdef0'],
  });
}

/** As the README says, the app acknowledges what its own role may do. */
function acknowledgingRole(stack: Stack, id: string, service: string): iam.Role {
  const role = roleOfUser(stack, id, service);
  const certificates = 'arn:<AWS::Partition>:acm:*:<AWS::AccountId>:certificate/*';
  const uuid = '{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"AWS::StackId"}]}]}';
  const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:cdk-dns-certificate-${uuid}:*`;
  for (const resource of ['*', certificates, executions]) {
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: 'By the app, whose role it is: cdk-dns-certificate adds it.',
    });
  }
  return role;
}

function roleOfUser(stack: Stack, id: string, service: string): iam.Role {
  return new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal(service) });
}
