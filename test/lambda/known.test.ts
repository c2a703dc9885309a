import type { OtherExecution, Told } from '../../contract/state';
import { readKnown } from '../../lambda/known';

const told: Told = { mayHaveRequested: true, wasStopped: false, isTickRunning: true };
const update: OtherExecution = {
  executionArn: 'update',
  requestType: 'Update',
  begunAt: 1,
  startedAt: 1,
  told,
};

test.each<[string, OtherExecution, true | undefined]>([
  ['An update whose history an earlier version could not read', update, true],
  [
    'One whose history it read',
    { ...update, told: { ...told, physicalResourceId: 'arn' } },
    undefined,
  ],
  ['A create, whose history tells no physical id', { ...update, requestType: 'Create' }, undefined],
])('%s is taken for what it was', (_title, other, isUnread) => {
  expect(readKnown({ others: [other] }).others?.[0]?.told?.isUnread).toBe(isUnread);
});
