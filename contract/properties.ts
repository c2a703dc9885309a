// The custom resource in a template: its type and its properties.

/**
 * The resource type of every certificate, however it is validated. CloudFormation refuses to change the type of a
 * resource that exists, so this can never change.
 */
export const RESOURCE_TYPE = 'Custom::AcmCertificate';

/**
 * What the library writes. CloudFormation hands every scalar over as a string. Members are only ever added: rollbacks
 * and deletes bring back the properties that an earlier version wrote.
 */
export interface ResourceProperties {
  readonly ServiceToken: string;
  /** In seconds. */
  readonly ServiceTimeout: number;
  readonly Region: string;
  readonly DomainName: string;
  readonly SubjectAlternativeNames?: readonly string[];
  /** Where it is validated by DNS. */
  readonly HostedZones?: readonly HostedZoneProperty[];
  /** DNS if it is missing. */
  readonly ValidationMethod?: 'EMAIL';
  /** By e-mail: for the names whose mails go to a domain above them. */
  readonly ValidationDomains?: readonly ValidationDomainProperty[];
  /** By e-mail: when the mails for names that nobody has approved are sent again; after 20 and 40 minutes if it is missing. */
  readonly ResendAfterSeconds?: readonly number[];
  /** RSA_2048 if it is missing. */
  readonly KeyAlgorithm?: string;
  /** Present if the private key may be exported. */
  readonly Export?: boolean;
  /** How long to wait for ACM to issue it; up to the deadline if it is missing. */
  readonly ValidationTimeoutSeconds?: number;
  /** Present, and false, if it is not waited for. */
  readonly WaitForIssuance?: boolean;
  /** The role to assume for everything, of a stack whose provider is in another. */
  readonly StepRoleArn?: string;
  /** Present if validation records that nobody needs any more are removed. */
  readonly RemoveValidationRecords?: boolean;
  /** Where certificates may need them; absent if that may be any Region. */
  readonly ValidationRecordRegions?: readonly string[];
  /** What the response brings besides the ARN: attributes.ts. */
  readonly Attributes?: readonly string[];
  /** Present if the PEM is written into parameters. */
  readonly PemParameters?: PemParametersProperty;
  /** The tags of the user. */
  readonly Tags?: readonly TagProperty[];
  /** Present if CloudFormation is told to keep the certificate when the resource is removed. */
  readonly Retain?: boolean;
}

/** The names of two parameters in the stack's Region. */
export interface PemParametersProperty {
  readonly Certificate: string;
  readonly Chain: string;
}

/** As every resource of CloudFormation takes them. */
export interface TagProperty {
  readonly Key: string;
  readonly Value: string;
}

/** To the mailboxes of which domain the mails for a name go. */
export interface ValidationDomainProperty {
  readonly DomainName: string;
  readonly ValidationDomain: string;
}

/** A hosted zone in which validation records may be written. */
export interface HostedZoneProperty {
  /** Perhaps with the prefix /hostedzone/, if it was a token. */
  readonly HostedZoneId: string;
  /** Undefined if the zone is known by its id only. */
  readonly Name?: string;
  /** Names that go into it whatever other zones cover them. */
  readonly Names?: readonly string[];
  /** The role to assume for it; undefined if Step's own role may write into it. */
  readonly RoleArn?: string;
  /** What the role wants to be told. */
  readonly ExternalId?: string;
}
