// The tags of a certificate: they arrive by aspects, when all constructs are there, so they are checked at the very end.
import { Stack, TagManager, TagType } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { TagProperty } from '../../contract/properties';
import {
  problemWithNumberOfTags,
  problemWithTagKey,
  problemWithTagValue,
} from '../../contract/tags';
import { outermost } from './outermost';
import { isUnknown } from './unknown';

/** The type of aws-cdk-lib's own certificates: what is said of their tags is said of ours. */
const TAGGED_AS = 'AWS::CertificateManager::Certificate';

/** That of `StackProps.tags`: whatever `Tags.of` adds or removes goes before. */
const INITIAL_PRIORITY = 50;

/**
 * With those that the stack was made with: CloudFormation gives them to certificates of its own, but not to what a custom
 * resource makes.
 */
export function certificateTags(scope: IConstruct): TagManager {
  const tags = new TagManager(TagType.STANDARD, TAGGED_AS);
  const ofStack = outermost(Stack.of(scope)).tags.tagValues();
  for (const [key, value] of Object.entries(ofStack)) tags.setTag(key, value, INITIAL_PRIORITY);
  scope.node.addValidation({ validate: () => problemsWith(tags.tagValues()) });
  return tags;
}

/** As CloudFormation writes them: a map could have a key that it takes for a function, such as `Ref`. */
export function tagProperties(tags: TagManager): TagProperty[] {
  return Object.entries(tags.tagValues())
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}

function problemsWith(tags: Readonly<Record<string, string>>): string[] {
  const problems = Object.entries(tags).flatMap(([key, value]) => [
    ...tagProblem(`the key of tag '${key}'`, key, problemWithTagKey),
    ...tagProblem(`the value '${value}' of tag '${key}'`, value, problemWithTagValue),
  ]);
  const number = problemWithNumberOfTags(Object.keys(tags).length);
  return number === undefined ? problems : [...problems, number];
}

function tagProblem(
  subject: string,
  text: string,
  problemWith: (text: string) => string | undefined,
): string[] {
  const problem = isUnknown(text) ? undefined : problemWith(text);
  return problem === undefined ? [] : [`${subject} ${problem}`];
}
