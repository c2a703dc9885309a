// What IAM is asked about a call of Parameter Store. One that carries tags is asked for AddTagsToResource, too.
// @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
// @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
import type { Question } from '../authorization';
import type { Caller } from '../http/caller';
import { parameterArn } from './parameters';
import type { Parameters } from './parameters';

type Context = Readonly<Record<string, string[]>>;

/** AWS lists no key for the tags of a parameter that is overwritten. */
const WITHOUT_RESOURCE_TAGS: ReadonlySet<string> = new Set(['PutParameter']);

export function ssmQuestions(
  operation: string,
  input: unknown,
  { parameters, caller }: { readonly parameters: Parameters; readonly caller: Caller },
): readonly Question[] {
  const fields = fieldsOf(input);
  const names: unknown[] = Array.isArray(fields['Names']) ? fields['Names'] : [];
  const named = [fields['Name'] ?? fields['ResourceId'], ...names].filter(isText);
  return named.flatMap((each) => {
    const [name = ''] = each.split(':');
    const resource = parameterArn(name, caller);
    const ofResource = resourceTags(parameters.find(name, caller)?.tags ?? new Map());
    const asked = { ...overwriting(operation, fields), ...requestTags(fields) };
    const context = WITHOUT_RESOURCE_TAGS.has(operation) ? asked : { ...asked, ...ofResource };
    const question = { action: `ssm:${operation}`, resource, context };
    if (operation !== 'PutParameter' || !Array.isArray(fields['Tags'])) return [question];
    const tagging = { ...requestTags(fields), ...ofResource };
    return [question, { action: 'ssm:AddTagsToResource', resource, context: tagging }];
  });
}

function overwriting(operation: string, fields: Fields): Context {
  const { Overwrite } = fields;
  if (operation !== 'PutParameter' || typeof Overwrite !== 'boolean') return {};
  return { 'ssm:Overwrite': [String(Overwrite)] };
}

function requestTags({ Tags }: Fields): Context {
  if (!Array.isArray(Tags)) return {};
  const tags = Tags.map(fieldsOf).map(({ Key, Value }) => [String(Key), String(Value)] as const);
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
    'aws:TagKeys': tags.map(([key]) => key),
  };
}

function resourceTags(tags: ReadonlyMap<string, string>): Context {
  return Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, [value]]));
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
