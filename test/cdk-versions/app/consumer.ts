// What is checked of every consumer: that the template gives it the ARN of our certificate, at the property where the
// service wants it.
import { App, type AppProps, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { DnsCertificate, type DnsCertificateProps } from 'cdk-dns-certificate';
import { deepStrictEqual, strictEqual } from 'node:assert/strict';

export const DOMAIN = 'www.example.com';
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** What must hold; throws if it does not. */
export type Check = () => void;

/** By their titles, which are the rows of the table. */
export type Checks = Readonly<Record<string, Check>>;

export interface Consumer {
  /** The Region of the certificate, if another than that of the stack. */
  readonly region?: string;
  /** The type of the resource that uses the certificate. */
  readonly type: string;
  /** Where in its properties the ARN is. */
  readonly path: readonly (string | number)[];
  readonly add: (stack: Stack, certificate: DnsCertificate) => void;
}

export function consumes({ region, type, path, add }: Consumer): Check {
  return () => {
    const stack = stackIn(appOf());
    add(stack, certificateIn(stack, { ...(region !== undefined && { region }) }));
    const template = Template.fromStack(stack);
    const values = valuesIn(template, type, path);
    deepStrictEqual(values, [referenceIn(template)]);
  };
}

export function appOf(props: AppProps = {}): App {
  return new App({ analyticsReporting: false, ...props });
}

export function stackIn(app: App, id = 'Stack', region = REGION): Stack {
  const env = { account: ACCOUNT, region };
  return new Stack(app, id, { env, crossRegionReferences: true });
}

export function certificateIn(
  stack: Stack,
  props: Partial<DnsCertificateProps> = {},
): DnsCertificate {
  return new DnsCertificate(stack, 'Certificate', {
    domainName: DOMAIN,
    hostedZone: zoneIn(stack),
    ...props,
  });
}

/** The zone of the certificate, for whoever needs it, too. */
export function zoneIn(stack: Stack): route53.IHostedZone {
  const zone = zones.get(stack) ?? importedZone(stack);
  zones.set(stack, zone);
  return zone;
}

const zones = new WeakMap<Stack, route53.IHostedZone>();

function importedZone(stack: Stack): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    zoneName: 'example.com',
  });
}

/** How a template with one certificate refers to its ARN. */
export function referenceIn(template: Template): { Ref: string } {
  const [id = '', ...others] = Object.keys(template.findResources('Custom::AcmCertificate'));
  strictEqual(others.length, 0);
  return { Ref: id };
}

/** What the resources of a type, which there must be, have at a path; those that have nothing there are left out. */
export function valuesIn(
  template: Template,
  type: string,
  path: readonly (string | number)[],
): unknown[] {
  return Object.values(template.findResources(type))
    .map((resource) => path.reduce(memberOf, resource['Properties']))
    .filter((value) => value !== undefined);
}

function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
