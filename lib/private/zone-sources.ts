// Where a certificate's hosted zones are said: in one of three properties, or in two that say the same.
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { ValidationZone } from '../validation-zone';
import { checkExternalId } from './external-id';
import { checkIsZone, EXAMPLE_OF_ZONE } from './is-zone';
import { problemAt } from './problem-at';

/** The properties that may say it. */
export interface ZoneSources {
  readonly hostedZone?: route53.IHostedZone;
  readonly validation?: acm.CertificateValidation;
  readonly validationZones?: ValidationZone[];
}

/** A zone as it was passed. */
export interface GivenZone {
  /** The property that has it. */
  readonly property: string;
  readonly hostedZone: route53.IHostedZone;
  readonly role?: iam.IRole;
  readonly externalId?: string;
  /** The names that are said to go into it. */
  readonly names?: readonly string[];
}

/** @throws Error if none of the properties has a zone, or more than one */
export function givenZones(scope: Construct, sources: ZoneSources): GivenZone[] {
  const { hostedZone, validation, validationZones } = sources;
  if (validationZones !== undefined && (hostedZone ?? validation) !== undefined) {
    const other = hostedZone === undefined ? 'validation' : 'hostedZone';
    throw problemAt(scope, `both ${other} and validationZones are given; leave one of them out`);
  }
  const zones = [
    ...(hostedZone === undefined ? [] : [{ property: 'hostedZone', hostedZone }]),
    ...zonesOfValidation(scope, sources),
    ...listed(scope, validationZones),
  ];
  if (zones.length === 0) {
    const what =
      validationZones === undefined ? 'hostedZone is undefined' : 'validationZones is []';
    throw problemAt(scope, `${what}; ${EXAMPLE_OF_ZONE}`);
  }
  for (const given of zones) checkZone(scope, given);
  return zones;
}

function zonesOfValidation(
  scope: Construct,
  { validation, hostedZone }: ZoneSources,
): readonly GivenZone[] {
  if (validation === undefined) return [];
  const { method, props } = validation;
  if (method !== acm.ValidationMethod.DNS) {
    throw problemAt(
      scope,
      'validation is by e-mail, and a DnsCertificate is validated by DNS; pass CertificateValidation.fromDns(zone), ' +
        'or make an EmailCertificate',
    );
  }
  if (props.hostedZones !== undefined) return byZone(props.hostedZones);
  if (props.hostedZone !== undefined) {
    return [{ property: 'validation', hostedZone: props.hostedZone }];
  }
  if (hostedZone !== undefined) return [];
  throw problemAt(
    scope,
    'validation names no hosted zone; pass CertificateValidation.fromDns(zone)',
  );
}

function byZone(zones: Readonly<Record<string, route53.IHostedZone>>): readonly GivenZone[] {
  return Object.entries(zones).map(([name, hostedZone]) => ({
    property: `validation['${name}']`,
    hostedZone,
    names: [name],
  }));
}

function listed(scope: Construct, zones: readonly ValidationZone[] = []): readonly GivenZone[] {
  return zones.map((zone: ValidationZone | undefined, n) => {
    const property = `validationZones[${n}]`;
    if (zone === undefined) throw problemAt(scope, `${property} is undefined; pass { hostedZone }`);
    const { hostedZone, role, externalId } = zone;
    if (externalId !== undefined && role === undefined) {
      throw problemAt(
        scope,
        `${property} has an externalId and no role; pass the role that wants it, or leave it out`,
      );
    }
    if (externalId !== undefined) {
      refuseSecret(scope, property, externalId);
      checkExternalId(scope, `${property}.externalId`, externalId);
    }
    return {
      property,
      hostedZone,
      ...(role !== undefined && { role }),
      ...(externalId !== undefined && { externalId }),
    };
  });
}

/** The handlers would get the text itself. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function refuseSecret(scope: Construct, property: string, externalId: string): void {
  if (!/\{\{resolve:(ssm-secure|secretsmanager):/.test(externalId)) return;
  throw problemAt(
    scope,
    `${property}.externalId is '${externalId}', and CloudFormation puts no secret into a custom resource; write the id as it is, or ` +
      'as a {{resolve:ssm:...}} of a plain parameter',
  );
}

function checkZone(scope: Construct, { property, hostedZone }: GivenZone): void {
  const where = property.startsWith('validationZones') ? `${property}.hostedZone` : property;
  checkIsZone(scope, where, hostedZone);
}
