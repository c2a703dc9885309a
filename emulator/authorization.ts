// What IAM is asked about a call before it acts: who, which action on which resource, and the condition keys that the
// request and the resource carry. The emulator has no IAM of its own; whoever starts it may decide.
import type { Registry } from './acm/registry';
import type { Caller } from './http/caller';
import { partitionOf } from './partition';

export interface AuthorizationQuestion extends Caller {
  /** As IAM spells it, such as acm:DeleteCertificate. */
  readonly action: string;
  /** The ARN; `*` for an action without a resource. */
  readonly resource: string;
  /** Condition keys and their values; a key that is not there is absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Says why a call is denied; undefined if it is allowed. */
export type Authorize = (question: AuthorizationQuestion) => string | undefined;

export type Question = Omit<AuthorizationQuestion, keyof Caller>;
type Fields = Readonly<Record<string, unknown>>;

/** AWS does not say which id it asks about. */
const TO_BE_MADE = '00000000-0000-0000-0000-000000000000';

/** A request that carries tags is asked for AddTagsToCertificate, too, on the certificate that it is to make. */
export function acmQuestions(
  operation: string,
  input: unknown,
  { registry, caller }: { readonly registry: Registry; readonly caller: Caller },
): Question[] {
  const fields = fieldsOf(input);
  const arn = text(fields['CertificateArn']);
  const tags = list(fields['Tags']).map(fieldsOf);
  const context = {
    ...requestKeys(operation, fields),
    ...tagKeys(tags),
    ...ownTags(arn, registry),
  };
  const question = { action: `acm:${operation}`, resource: arn || '*', context };
  const { region, account } = caller;
  const resource = `arn:${partitionOf(region)}:acm:${region}:${account}:certificate/${TO_BE_MADE}`;
  const tagging = { action: 'acm:AddTagsToCertificate', resource, context: tagKeys(tags) };
  return operation === 'RequestCertificate' && tags.length > 0 ? [question, tagging] : [question];
}

/**
 * Where a default is named, the key is there with it; the origin of a key pair is always this one in a request.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html
 */
function requestKeys(operation: string, input: Fields): Record<string, string[]> {
  const options = fieldsOf(input['Options']);
  if (operation === 'UpdateCertificateOptions') {
    return present('acm:ValidationMethod', options['ValidationMethod']);
  }
  if (operation !== 'RequestCertificate') return {};
  const names = [input['DomainName'], ...list(input['SubjectAlternativeNames'])].map(text);
  return {
    'acm:DomainNames': names,
    'acm:ValidationMethod': [text(input['ValidationMethod']) || 'EMAIL'],
    ...present('acm:KeyAlgorithm', input['KeyAlgorithm']),
    ...present('acm:Export', options['Export']),
    'acm:CertificateTransparencyLogging': [
      text(options['CertificateTransparencyLoggingPreference']) || 'ENABLED',
    ],
    ...present('acm:CertificateAuthority', input['CertificateAuthorityArn']),
    'acm:CertificateKeyPairOrigin': ['AWS_MANAGED'],
  };
}

function tagKeys(tags: readonly Fields[]): Record<string, string[]> {
  if (tags.length === 0) return {};
  const each = tags.map(({ Key, Value }) => [`aws:RequestTag/${text(Key)}`, [text(Value)]]);
  return {
    ...(Object.fromEntries(each) as Record<string, string[]>),
    'aws:TagKeys': tags.map(({ Key }) => text(Key)),
  };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsaccountmanagement.html */
export function listRegionsQuestion({ account, region }: Caller): Question {
  const resource = `arn:${partitionOf(region)}:account::${account}:account`;
  return { action: 'account:ListRegions', resource, context: {} };
}

function ownTags(arn: string, registry: Registry): Record<string, string[]> {
  const tags = registry.find(arn)?.tags ?? new Map<string, string | undefined>();
  return Object.fromEntries(
    [...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, [value ?? '']]),
  );
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html */
export function route53Question(operation: string, input: unknown, { region }: Caller): Question {
  const fields = fieldsOf(input);
  const id = text(fields['Id']).replace(/^\/?hostedzone\//, '');
  const { Changes: changes } = fieldsOf(fields['ChangeBatch']);
  const sets = list(fieldsOf(changes)['Change']).map(fieldsOf);
  const records = sets.map((change) => fieldsOf(change['ResourceRecordSet']));
  const key = (name: string): string => `route53:ChangeResourceRecordSets${name}`;
  const context = {
    [key('NormalizedRecordNames')]: distinct(records.map(({ Name }) => normalized(text(Name)))),
    [key('RecordTypes')]: distinct(records.map(({ Type }) => text(Type))),
    [key('Actions')]: distinct(sets.map(({ Action }) => text(Action))),
  };
  return {
    action: `route53:${operation}`,
    resource: id === '' ? '*' : `arn:${partitionOf(region)}:route53:::hostedzone/${id}`,
    context: operation === 'ChangeResourceRecordSets' ? context : {},
  };
}

/** Lower case and without the trailing dot. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function stsQuestion(form: URLSearchParams): Question {
  const resource = form.get('RoleArn') ?? '*';
  return { action: `sts:${form.get('Action') ?? ''}`, resource, context: externalId(form) };
}

function externalId(form: URLSearchParams): Record<string, string[]> {
  return present('sts:ExternalId', form.get('ExternalId') ?? undefined);
}

function present(key: string, value: unknown): Record<string, string[]> {
  return typeof value === 'string' ? { [key]: [value] } : {};
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
