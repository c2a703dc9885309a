// The rules that tags obey besides their shape.
// @see https://docs.aws.amazon.com/acm/latest/userguide/tags-restrictions.html
import { ServiceError } from '../errors';

export interface Tag {
  readonly Key: string;
  readonly Value?: string;
}

export type TagMap = Map<string, string | undefined>;

const TAGS_PER_CERTIFICATE = 50;

export function tagMap(tags: readonly Tag[]): TagMap {
  return mergedTags(new Map(), tags);
}

/** The tags after adding: a key that exists gets the new value. */
export function mergedTags(present: TagMap, added: readonly Tag[]): TagMap {
  const tags = new Map(present);
  for (const { Key, Value } of added) {
    refuseReserved(Key);
    tags.set(Key, Value);
  }
  if (tags.size > TAGS_PER_CERTIFICATE) {
    throw new ServiceError(
      'TooManyTagsException',
      `A certificate can have no more than ${TAGS_PER_CERTIFICATE} tags.`,
    );
  }
  return tags;
}

export function refuseReserved(key: string): void {
  if (!/^aws:/i.test(key)) return;
  throw new ServiceError(
    'InvalidTagException',
    `The tag key ${key} begins with aws:, which is reserved.`,
  );
}
