// What must hold of tags when a history has settled.
import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../../contract/constants';
import { wasKept } from './kept';
import type { World } from './world';

interface Properties {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Retain?: unknown;
}

/** A certificate carries the tags of its template, and no others: nobody adds any by hand. */
export function checkTags(
  { emulator, model, isTroubled }: World,
  report: (text: string) => void,
): void {
  const certificates = new Map(emulator.certificates().map((each) => [each.certificateArn, each]));
  for (const { live, identity, status } of model.stacks) {
    const requests = model.requests.all.filter(({ event }) => event.StackId === identity.id);
    if (!status.endsWith('_COMPLETE') || requests.some(({ event }) => isTroubled(event))) continue;
    for (const { physicalId = '', definition, logicalId } of live.values()) {
      const found = certificates.get(physicalId);
      if (found === undefined || definition.type !== 'certificate') continue;
      // Taken back by a later update: what it was tagged with before nobody knows any more.
      if (wasKept(model, physicalId)) continue;
      const wanted = {
        ...tagsIn(definition.properties),
        [STACK_TAG]: identity.id,
        [RESOURCE_TAG]: logicalId,
      };
      if (text(found.tags) === text(wanted)) continue;
      report(
        `${identity.name}/${logicalId} is tagged ${text(found.tags)} instead of ${text(wanted)}`,
      );
    }
  }
}

function tagsIn({ Tags = [], Retain }: Properties): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    ...(Retain !== undefined && { [RETAIN_TAG]: 'true' }),
  };
}

function text(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(' ');
}
