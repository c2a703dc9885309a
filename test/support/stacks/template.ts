// A template as data: what a stack is to consist of, and in which order its resources are made.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

interface Attributes {
  readonly dependsOn?: readonly string[];
  readonly deletionPolicy?: DeletionPolicy;
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html */
  readonly updateReplacePolicy?: 'Delete' | 'Retain';
}

/** The custom resource: its `Ref` is its physical id. */
export interface CertificateDefinition extends Attributes {
  readonly type: 'certificate';
  readonly properties: Properties;
}

/** A resource that uses a certificate while it exists, such as a listener or a distribution. */
export interface ConsumerDefinition extends Attributes {
  readonly type: 'consumer';
  /** The logical id of the certificate. */
  readonly certificate: string;
  /** How long each act on it takes. */
  readonly seconds: number;
}

/** A resource that has nothing to do with certificates, and may fail. */
export interface OtherDefinition extends Attributes {
  readonly type: 'other';
  readonly seconds: number;
  readonly fails?: 'CREATE' | 'UPDATE';
  /** Another version is another property: the resource is updated. */
  readonly version?: number;
}

export type Definition = CertificateDefinition | ConsumerDefinition | OtherDefinition;
export type Template = Readonly<Record<string, Definition>>;
export type Properties = Readonly<Record<string, unknown>>;

/** The logical ids that must be there before this resource is made. */
export function dependenciesOf(definition: Definition | undefined): readonly string[] {
  if (definition === undefined) return [];
  const { dependsOn = [] } = definition;
  return definition.type === 'consumer' ? [definition.certificate, ...dependsOn] : dependsOn;
}

/** The properties with every reference in its place; `ref` is the physical id of a logical one. */
export function resolved(definition: Definition, ref: (logicalId: string) => string): Properties {
  switch (definition.type) {
    case 'certificate':
      return asStrings(definition.properties) as Properties;
    case 'consumer':
      return { CertificateArn: ref(definition.certificate), Seconds: definition.seconds };
    case 'other':
      return { ...definition };
  }
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}

/**
 * CloudFormation hands every scalar over as a string.
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/custom-resources/README.md
 */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asStrings(each)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Whether deleting the resource leaves what it stands for; `rolledBack`: its own creation is being undone. */
export function isKept({ deletionPolicy }: Definition, rolledBack: boolean): boolean {
  return deletionPolicy === 'Retain' || (deletionPolicy === 'RetainExceptOnCreate' && !rolledBack);
}
