// What the properties of a certificate may be, each value by a name; and the values that the deployment gives to what is
// not known while synthesizing.
import {
  CfnParameter,
  CfnResource,
  Duration,
  Fn,
  NestedStack,
  RemovalPolicy,
  Stack,
} from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import {
  CertificateProvider,
  DnsValidationRole,
  type DnsCertificateProps,
  type ValidationZone,
} from '../../../lib';
import { DOMAIN } from '../../support/names';
import { StackIam } from '../../support/stack-iam';
import { ACCOUNT, newApp, REGION } from '../../support/synth';

export type Props = Partial<DnsCertificateProps>;

const ENV = { account: ACCOUNT, region: REGION };
const ORG = 'example.org';
const OTHER_ACCOUNT = '222222222222';

/** The account that owns the zone of the other domain, and the role there. */
export const OTHER = otherAccount();
const ROLE_ARN = OTHER.roleArn('Validation');

function otherAccount(): StackIam {
  const stack = new Stack(newApp(), 'Dns', { env: { ...ENV, account: OTHER_ACCOUNT } });
  new DnsValidationRole(stack, 'Validation', {
    hostedZones: [zone(stack, 'ZORG', ORG)],
    trustedAccount: ACCOUNT,
    externalId: 'secret',
    removeValidationRecords: true,
  });
  return new StackIam(stack, {}, 'aws', OTHER_ACCOUNT);
}

/** What the deployment gives to parameters, and to attributes of resources. */
export const VALUES: Readonly<Record<string, unknown>> = {
  Id: '/hostedzone/ZCOM',
  Zone: DOMAIN,
  Name: `shop.${DOMAIN}`,
  Region: 'us-east-1',
  Regions: ['us-east-1', 'us-east-2'],
  'Late.Name': `late.${DOMAIN}`,
  'Late.Region': 'us-east-2',
  'Late.Id': 'ZCOM',
};

interface StackWithProps {
  /** Of the certificate. */
  readonly stack: Stack;
  readonly props: Props;
  /** The stack with the functions, if it is another. */
  readonly provider?: Stack;
}

export const STACKS: Readonly<Record<string, () => StackWithProps>> = {
  own: () => ({ stack: new Stack(newApp(), 'Stack', { env: ENV }), props: {} }),
  'of no environment': () => ({ stack: new Stack(newApp(), 'Stack'), props: {} }),
  served: () => {
    const app = newApp();
    const stack = new Stack(app, 'Provider', { env: ENV });
    const provider = CertificateProvider.getOrCreate(stack);
    return { stack: new Stack(app, 'Stack', { env: ENV }), props: { provider }, provider: stack };
  },
  nested: () => {
    const outer = new Stack(newApp(), 'Outer', { env: ENV });
    return { stack: new NestedStack(outer, 'Stack'), props: {}, provider: outer };
  },
  'nested with its own provider': () => {
    const stack = new NestedStack(new Stack(newApp(), 'Outer', { env: ENV }), 'Stack');
    CertificateProvider.getOrCreate(stack, {});
    return { stack, props: {} };
  },
  'with roles of the user': () => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    const stepRole = new iam.Role(stack, 'StepRole', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    CertificateProvider.getOrCreate(stack, { stepRole });
    return { stack, props: {} };
  },
};

const parameter = (stack: Stack, id: string): string => new CfnParameter(stack, id).valueAsString;

/** An attribute of a resource of the stack. */
function late(stack: Stack, attribute: string): string {
  if (stack.node.tryFindChild('Late') === undefined) {
    new CfnResource(stack, 'Late', { type: 'Custom::Late' });
  }
  return Fn.getAtt('Late', attribute).toString();
}

function zone(stack: Stack, hostedZoneId: string, zoneName: string): route53.IHostedZone {
  const id = `Zone${stack.node.children.length}`;
  return route53.HostedZone.fromHostedZoneAttributes(stack, id, { hostedZoneId, zoneName });
}

const com = (stack: Stack): route53.IHostedZone => zone(stack, 'ZCOM', DOMAIN);

/** The zone of another account, for a name that needs it. */
const org = (stack: Stack): ValidationZone => ({
  hostedZone: zone(stack, 'ZORG', ORG),
  role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN),
  externalId: 'secret',
});

type Build = (stack: Stack) => Props;

const ZONES: Readonly<Record<string, Build>> = {
  imported: (stack) => ({ hostedZone: com(stack) }),
  'known by its id': (stack) => ({
    hostedZone: route53.HostedZone.fromHostedZoneId(stack, 'ById', 'ZCOM'),
  }),
  'of parameters': (stack) => ({
    hostedZone: zone(stack, parameter(stack, 'Id'), parameter(stack, 'Zone')),
  }),
  'of a resource': (stack) => ({ hostedZone: zone(stack, late(stack, 'Id'), DOMAIN) }),
  'made in the stack': (stack) => ({
    hostedZone: new route53.PublicHostedZone(stack, 'Made', { zoneName: DOMAIN }),
  }),
  'said twice': (stack) => ({
    hostedZone: com(stack),
    validation: acm.CertificateValidation.fromDns(zone(stack, '/hostedzone/ZCOM', DOMAIN)),
  }),
  'in a map': (stack) => ({
    subjectAlternativeNames: [ORG],
    validation: acm.CertificateValidation.fromDnsMultiZone({
      [DOMAIN]: com(stack),
      [ORG]: zone(stack, 'ZORG2', ORG),
    }),
  }),
  'two, one of another account': (stack) => ({
    subjectAlternativeNames: [ORG],
    validationZones: [{ hostedZone: com(stack) }, org(stack)],
  }),
  'two, one known by its id': (stack) => ({
    validationZones: [
      { hostedZone: com(stack) },
      { hostedZone: route53.HostedZone.fromHostedZoneId(stack, 'ById', 'ZSUB') },
    ],
  }),
  'with a role that is made in the stack': (stack) => {
    const assumedBy = new iam.AccountPrincipal(ACCOUNT);
    const role = new iam.Role(stack, 'Dns', { assumedBy });
    return { validationZones: [{ hostedZone: com(stack), role }] };
  },
};

const NAMES: Readonly<Record<string, Build>> = {
  one: () => ({ domainName: DOMAIN }),
  'a wildcard': () => ({ domainName: `*.${DOMAIN}` }),
  'of a parameter': (stack) => ({ domainName: parameter(stack, 'Name') }),
  'of a resource': (stack) => ({ domainName: late(stack, 'Name') }),
  twelve: () => ({
    domainName: `n.${DOMAIN}`,
    subjectAlternativeNames: Array.from({ length: 11 }, (_, n) => `n${n}.${DOMAIN}`),
  }),
};

const REGIONS: Readonly<Record<string, Build>> = {
  "the stack's": () => ({}),
  another: () => ({ region: 'us-east-1' }),
  'of a parameter': (stack) => ({ region: parameter(stack, 'Region') }),
  'of a resource': (stack) => ({ region: late(stack, 'Region') }),
};

const REMOVALS: Readonly<Record<string, Build>> = {
  none: () => ({}),
  'in all Regions': () => ({ removeValidationRecords: true }),
  'in some': () => ({ removeValidationRecords: true, validationRecordRegions: ['us-east-1'] }),
  'in Regions of a parameter': (stack) => ({
    removeValidationRecords: true,
    validationRecordRegions: new CfnParameter(stack, 'Regions', { type: 'CommaDelimitedList' })
      .valueAsList,
  }),
};

const KINDS: Readonly<Record<string, Build>> = {
  plain: () => ({}),
  'exportable with another key': () => ({
    allowExport: true,
    keyAlgorithm: acm.KeyAlgorithm.EC_SECP384R1,
  }),
  'not waited for, with a time-out, and kept': () => ({
    waitForIssuance: false,
    validationTimeout: Duration.minutes(5),
    removalPolicy: RemovalPolicy.RETAIN,
  }),
};

/** The dimensions but for the stack. */
export const BUILDS = {
  zone: ZONES,
  names: NAMES,
  region: REGIONS,
  removal: REMOVALS,
  kind: KINDS,
};
