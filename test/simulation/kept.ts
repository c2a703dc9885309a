// What a policy has kept once is nobody's any more, though a later update may take the certificate back: of what was made
// beside it, the template that kept it knew, and no other does.
import type { World } from './world';

export function wasKept({ events }: World['model'], certificateArn: string): boolean {
  return events.some(
    ({ status, physicalId }) => status === 'DELETE_SKIPPED' && physicalId === certificateArn,
  );
}
