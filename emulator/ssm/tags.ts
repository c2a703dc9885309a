// AddTagsToResource, RemoveTagsFromResource and ListTagsForResource, of parameters only.
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html
import { list, oneOf, string, structure } from '../acm/shapes';
import { ServiceError } from '../errors';
import type { Parameter } from './parameters';
import { operation } from './service';
import type { SsmCall } from './service';

const MOST_TAGS = 50;

const resource = {
  ResourceType: oneOf('Parameter'),
  ResourceId: string({ min: 1, max: 2048 }),
};

const key = string({ min: 1, max: 128 });

export const tags = list(structure({ Key: key, Value: string({ max: 256 }) }, {}), { max: 1000 });

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const addTagsToResource = operation(
  structure({ ...resource, Tags: tags }, {}),
  ({ ResourceId, Tags }, call) => {
    const parameter = taggable(ResourceId, call);
    const all = withTags(parameter.tags, Tags);
    for (const [each, value] of all) parameter.tags.set(each, value);
    return {};
  },
);

export const removeTagsFromResource = operation(
  structure({ ...resource, TagKeys: list(key) }, {}),
  ({ ResourceId, TagKeys }, call) => {
    const parameter = taggable(ResourceId, call);
    for (const each of TagKeys) parameter.tags.delete(each);
    return {};
  },
);

export const listTagsForResource = operation(structure(resource, {}), ({ ResourceId }, call) => ({
  TagList: [...taggable(ResourceId, call).tags].map(([Key, Value]) => ({ Key, Value })),
}));

export function withTags(present: ReadonlyMap<string, string>, added: readonly Tag[]) {
  const all = new Map(present);
  for (const { Key, Value } of added) {
    if (/^aws:/i.test(Key)) {
      throw new ServiceError('ValidationException', 'aws: prefixed tag key names are reserved.');
    }
    all.set(Key, Value);
  }
  if (all.size > MOST_TAGS) throw new ServiceError('TooManyTagsError', '');
  return all;
}

function taggable(name: string, { parameters, caller }: SsmCall): Parameter {
  const parameter = parameters.find(name, caller);
  if (parameter) return parameter;
  throw new ServiceError(
    'InvalidResourceId',
    'The resource ID is not valid. Verify that you entered the correct ID and try again.',
  );
}
