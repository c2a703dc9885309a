// docs/props.md has every property that the declarations have, names tests that are there, and says of each property of a
// certificate what a change of it does: which is asked of the handlers' own reader and rules.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import ts from 'typescript';
import { RESOURCE_TYPE } from '../../contract/properties';
import {
  CertificateProvider,
  DnsCertificate,
  type DnsCertificateProps,
  EmailCertificate,
  type EmailCertificateProps,
  type ValidationZone,
} from '../../lib';
import { isSameIdentity } from '../../lambda/core/identity';
import type { CertificateSpec } from '../../lambda/core/ports';
import { readRequest } from '../../lambda/event';
import { DOMAIN } from '../support/names';
import { ACCOUNT, newApp, REGION } from '../support/synth';
import { isThere, rowsOf, testsCitedIn } from './titles';

const ROOT = path.join(__dirname, '../..');

interface Row {
  readonly property: string;
  readonly change: string;
  readonly tested: string;
}

const sections = readFileSync(path.join(ROOT, 'docs/props.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text): readonly [construct: string, rows: readonly Row[]] => [
    text.slice(0, text.indexOf('\n')),
    rowsOf(text, 'Property').map(([property = '', , , , change = '', , tested = '']) => ({
      property: property.replaceAll('`', ''),
      change,
      tested,
    })),
  ]);

function propertiesOf(construct: string): readonly string[] {
  const [, rows = []] = sections.find(([name]) => name === construct) ?? [];
  return rows.map(({ property }) => property);
}

/** The exported interfaces, which are what a construct takes, by the name of the construct. */
function declared(): ReadonlyMap<string, readonly string[]> {
  const exported = statementsOf('index.ts')
    .filter(ts.isExportDeclaration)
    .flatMap(({ exportClause: names }) => (names && ts.isNamedExports(names) ? names.elements : []))
    .map(({ name }) => name.text);
  return new Map(
    readdirSync(path.join(ROOT, 'lib'))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => statementsOf(file).filter(ts.isInterfaceDeclaration))
      .filter(({ name }) => exported.includes(name.text))
      .map(({ name, members }) => [
        name.text.replace(/Props$/, ''),
        members.filter(ts.isPropertySignature).map((each) => each.name.getText()),
      ]),
  );
}

function statementsOf(file: string): readonly ts.Statement[] {
  const text = readFileSync(path.join(ROOT, 'lib', file), 'utf8');
  return [...ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true).statements];
}

test('Every property that is declared has a row, and no other', () => {
  const found = declared();
  expect(sections.map(([construct]) => construct).toSorted()).toEqual([...found.keys()].toSorted());
  for (const [construct, properties] of found) {
    expect(propertiesOf(construct).toSorted()).toEqual([...properties].toSorted());
  }
});

test('Every row names tests, which are there under their titles', () => {
  const rows = sections.flatMap(([, each]) => each);
  expect(rows.filter(({ tested }) => testsCitedIn(tested).length === 0)).toEqual([]);
  const cited = rows.flatMap(({ tested }) => testsCitedIn(tested));
  expect(cited.filter((each) => !isThere(each))).toEqual([]);
});

type Props = Partial<DnsCertificateProps> & { readonly email?: Partial<EmailCertificateProps> };
type Change = (stack: Stack) => readonly [before: Props, after: Props];

const to =
  (after: Props): Change =>
  () => [{}, after];

const byEmail =
  (after: Partial<EmailCertificateProps>): Change =>
  () => [{ email: {} }, { email: after }];

const zone = (stack: Stack, hostedZoneId: string): route53.IHostedZone => {
  const attributes = { hostedZoneId, zoneName: DOMAIN };
  const id = `Zone${stack.node.children.length}`;
  return route53.HostedZone.fromHostedZoneAttributes(stack, id, attributes);
};

const role = (stack: Stack): iam.IRole =>
  iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/Dns`);

const listing = (...zones: readonly ValidationZone[]): Props => ({
  hostedZone: undefined,
  validationZones: [...zones],
});

const CHANGES: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  CertificateBase: {
    domainName: to({ domainName: `www.${DOMAIN}` }),
    subjectAlternativeNames: to({ subjectAlternativeNames: [`www.${DOMAIN}`] }),
    region: to({ region: 'us-east-1' }),
    keyAlgorithm: to({ keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1 }),
    allowExport: to({ allowExport: true }),
    certificateName: to({ certificateName: 'Site' }),
    validationTimeout: to({ validationTimeout: Duration.minutes(10) }),
    waitForIssuance: to({ waitForIssuance: false }),
    provider: (stack) => {
      const env = { account: ACCOUNT, region: REGION };
      const other = new Stack(App.of(stack), 'Other', { env });
      return [{}, { provider: CertificateProvider.getOrCreate(other) }];
    },
    removalPolicy: to({ removalPolicy: RemovalPolicy.RETAIN }),
  },
  DnsCertificate: {
    hostedZone: (stack) => [{}, { hostedZone: zone(stack, 'Z2') }],
    validation: (stack) => [
      {},
      {
        hostedZone: undefined,
        validation: acm.CertificateValidation.fromDns(zone(stack, 'Z2')),
      },
    ],
    validationZones: (stack) => [{}, listing({ hostedZone: zone(stack, 'Z2') })],
    removeValidationRecords: to({ removeValidationRecords: true }),
    validationRecordRegions: () => [
      { removeValidationRecords: true },
      { removeValidationRecords: true, validationRecordRegions: ['us-east-1'] },
    ],
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is still there
    transparencyLoggingEnabled: to({ transparencyLoggingEnabled: false }),
  },
  EmailCertificate: {
    validationDomains: byEmail({ validationDomains: { [DOMAIN]: DOMAIN } }),
    resendAfter: byEmail({ resendAfter: [Duration.minutes(5)] }),
  },
  ValidationZone: {
    hostedZone: (stack) => [
      listing({ hostedZone: zone(stack, 'Z1') }),
      listing({ hostedZone: zone(stack, 'Z2') }),
    ],
    role: (stack) => [
      listing({ hostedZone: zone(stack, 'Z1') }),
      listing({ hostedZone: zone(stack, 'Z1'), role: role(stack) }),
    ],
    externalId: (stack) => {
      const given = { hostedZone: zone(stack, 'Z1'), role: role(stack) };
      return [listing(given), listing({ ...given, externalId: 'secret' })];
    },
  },
};

const changing = Object.keys(CHANGES).flatMap((construct) =>
  propertiesOf(construct).map((property) => [construct, property] as const),
);

test.each(changing)('A change of %s.%s does what the page says', (construct, property) => {
  const [, rows = []] = sections.find(([name]) => name === construct) ?? [];
  const row = rows.find((each) => each.property === property);
  const change = CHANGES[construct]?.[property];
  if (change === undefined) throw new Error(`say in CHANGES how ${property} changes`);
  const [before, after] = [0, 1].map((side) => propertiesWith((stack) => change(stack)[side]!));
  expect(row?.change.replace(/,.*/, '')).toBe(effectOf(before!, after!));
});

type Properties = Readonly<Record<string, unknown>>;

/** Of the resource of a certificate. */
function propertiesWith(propsFor: (stack: Stack) => Props): Properties {
  const stack = new Stack(newApp(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const defaults = { domainName: DOMAIN, hostedZone: zone(stack, 'Z1') };
  const { email, ...props } = propsFor(stack);
  if (email === undefined) new DnsCertificate(stack, 'Certificate', { ...defaults, ...props });
  else new EmailCertificate(stack, 'Certificate', { domainName: DOMAIN, ...email });
  const [resource] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  return (resource as { readonly Properties: Properties }).Properties;
}

function effectOf(before: Properties, after: Properties): string {
  const [one, other] = [before, after].map((each) => JSON.stringify(each));
  if (one === other) return 'no effect';
  const [token, another] = [before, after].map((each) => JSON.stringify(each['ServiceToken']));
  if (token !== another) return 'not possible';
  return isSameIdentity(specOf(before), specOf(after)) ? 'in place' : 'replaces';
}

/** What the handlers make of the properties. */
function specOf(properties: Properties): CertificateSpec {
  const event = { RequestType: 'Create', ResourceProperties: deployed(properties) };
  const owner = { stackId: 'stack', logicalResourceId: 'Certificate' };
  const request = readRequest(event, { responseUrl: '', requestId: 'request', owner }, REGION);
  if (request.type !== 'Create') throw new Error(`is ${request.type}`);
  return request.spec;
}

/** As CloudFormation hands them over: scalars as strings, references as the ARNs of roles, which they are of. */
function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Fn::GetAtt' in value) return `arn:aws:iam::${ACCOUNT}:role/made`;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deployed(each)]));
}
