// The update of a stack, its rollback and its clean-up.
import type { CustomResourceEvent, Stack, Template } from '../support/stacks';
import { certificate, consumer, other, Scripted } from './scripted';

/** Another name is another certificate: the physical id follows the name. */
const replacing = ({
  ResourceProperties,
  RequestType,
  PhysicalResourceId,
}: CustomResourceEvent) => ({
  PhysicalResourceId:
    RequestType === 'Delete'
      ? (PhysicalResourceId ?? '')
      : `arn:${String(ResourceProperties['DomainName'])}`,
});

async function created(template: Template): Promise<{ scripted: Scripted; stack: Stack }> {
  const scripted = new Scripted();
  scripted.replies = replacing;
  const stack = scripted.model.stack('Site');
  expect(await stack.create(template)).toBe('CREATE_COMPLETE');
  scripted.events.length = 0;
  scripted.uses.length = 0;
  return { scripted, stack };
}

test('An update sends the new properties and the old ones, and nothing where nothing changed', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), Same: certificate('b') });
  scripted.replies = () => ({});
  const template = {
    Cert: certificate('c'),
    Same: certificate('b', { deletionPolicy: 'Retain' }),
  };
  expect(await stack.update(template)).toBe('UPDATE_COMPLETE');
  expect(scripted.sent).toEqual(['Update Cert arn:a']);
  expect(scripted.events[0]).toMatchObject({
    ResourceProperties: { DomainName: 'c' },
    OldResourceProperties: { DomainName: 'a' },
  });
  await stack.delete();
  expect(stack.retained).toEqual(['arn:b']);
});

test('Another physical id is a replacement: the old one is deleted after its users have moved', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), User: consumer() });
  const template = { Cert: certificate('b'), User: consumer() };
  expect(await stack.update(template)).toBe('UPDATE_COMPLETE');
  expect(scripted.sent).toEqual(['Update Cert arn:a', 'Delete Cert arn:a']);
  expect(scripted.events[1]!.ResourceProperties).toEqual({ DomainName: 'a' });
  expect(scripted.uses).toEqual(['+Site/User arn:b', '-Site/User arn:a']);
  const moved = scripted.model.events.find(
    ({ status, logicalId }) => status === 'UPDATE_COMPLETE' && logicalId === 'User',
  );
  expect(scripted.model.requests.all.at(-1)!.seconds).toBeGreaterThan(moved!.seconds);
});

test('What is no longer in the template is deleted in the clean-up, users first', async () => {
  const { scripted, stack } = await created({
    Cert: certificate(),
    User: consumer(),
    Stays: certificate('b'),
  });
  expect(await stack.update({ Stays: certificate('b') })).toBe('UPDATE_COMPLETE');
  expect(scripted.uses).toEqual(['-Site/User arn:a']);
  expect(scripted.sent).toEqual(['Delete Cert arn:a']);
  expect([...stack.live.keys()]).toEqual(['Stays']);
});

test('A deletion that fails in the clean-up is reported and given up', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), Gone: certificate('z') });
  scripted.replies = (event) =>
    event.RequestType === 'Delete'
      ? { Status: 'FAILED', PhysicalResourceId: event.PhysicalResourceId ?? '' }
      : replacing(event);
  expect(await stack.update({ Cert: certificate('b') })).toBe('UPDATE_COMPLETE');
  expect(scripted.statuses('Gone').at(-1)).toBe('DELETE_FAILED');
  expect(stack.abandoned.sort()).toEqual(['arn:a', 'arn:z']);
  expect([...stack.live.keys()]).toEqual(['Cert']);
});

test.each([
  ['deletionPolicy', {}, 'arn:a'],
  ['updateReplacePolicy', { Cert: certificate('b', { updateReplacePolicy: 'Retain' }) }, 'arn:a'],
] as const)('The policy %s keeps what an update no longer needs', async (policy, to, kept) => {
  const { scripted, stack } = await created({ Cert: certificate('a', { [policy]: 'Retain' }) });
  expect(await stack.update(to)).toBe('UPDATE_COMPLETE');
  expect(stack.retained).toEqual([kept]);
  expect(scripted.sent.filter((each) => each.startsWith('Delete'))).toEqual([]);
});

test('An update that failed is followed by one with the properties reversed', async () => {
  const { scripted, stack } = await created({ Cert: certificate() });
  scripted.replies = ({ ResourceProperties }) =>
    ResourceProperties['DomainName'] === 'b' ? { Status: 'FAILED' } : {};
  expect(await stack.update({ Cert: certificate('b') })).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scripted.sent).toEqual(['Update Cert arn:a', 'Update Cert arn:a']);
  expect(scripted.events[1]).toMatchObject({
    ResourceProperties: { DomainName: 'a' },
    OldResourceProperties: { DomainName: 'b' },
  });
});

test('A sibling that fails undoes a replacement: users move back, and what was new is deleted', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), User: consumer() });
  const template = {
    Cert: certificate('b'),
    User: consumer(),
    New: certificate('n'),
    Sibling: other({ fails: 'CREATE', dependsOn: ['User'] }),
  };
  expect(await stack.update(template)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scripted.sent).toEqual([
    'Update Cert arn:a',
    'Create New -',
    'Update Cert arn:b',
    'Delete New arn:n',
    'Delete Cert arn:b',
  ]);
  expect(scripted.uses).toEqual([
    '+Site/User arn:b',
    '-Site/User arn:a',
    '+Site/User arn:a',
    '-Site/User arn:b',
  ]);
});

test('A cancelled update is followed by exactly one update back, with the id that was answered last', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), User: consumer() });
  scripted.replies = (event) => ({ ...replacing(event), afterSeconds: 300 });
  const updated = stack.update({ Cert: certificate('b'), User: consumer() });
  await scripted.at(60, () => {
    stack.cancelUpdate();
  });
  expect(await updated).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scripted.reason('Cert')).toBe('Resource update cancelled');
  expect(scripted.sent).toEqual(['Update Cert arn:a', 'Update Cert arn:a']);
  expect(scripted.events[1]).toMatchObject({
    ResourceProperties: { DomainName: 'a' },
    OldResourceProperties: { DomainName: 'b' },
  });
  expect(scripted.events[1]!.RequestId).not.toBe(scripted.events[0]!.RequestId);
  expect(scripted.uses).toEqual([]);
  expect(stack.ref('Cert')).toBe('arn:a');
});

test('A user whose move is cancelled stays where it was', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), User: consumer() });
  const updated = stack.update({ Cert: certificate('b'), User: consumer() });
  await scripted.at(20, () => {
    stack.cancelUpdate();
  });
  expect(await updated).toBe('UPDATE_ROLLBACK_COMPLETE');
  await scripted.at(400, () => undefined);
  expect(scripted.uses).toEqual(['+Site/User arn:b', '-Site/User arn:b']);
});

test('A create within a cancelled update is deleted under an invented id', async () => {
  const { scripted, stack } = await created({ Cert: certificate() });
  scripted.replies = ({ RequestType }) => ({ afterSeconds: RequestType === 'Create' ? 300 : 1 });
  const updated = stack.update({ Cert: certificate(), New: certificate('n') });
  await scripted.at(60, () => {
    stack.cancelUpdate();
  });
  expect(await updated).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scripted.sent[1]).toMatch(/^Delete New Site-New-/);
  expect(scripted.sent).toHaveLength(2);
});

test('A rollback that fails waits for a person, and goes on when it is continued', async () => {
  const { scripted, stack } = await created({ Cert: certificate(), User: consumer() });
  scripted.replies = () => ({ Status: 'FAILED' });
  expect(await stack.update({ Cert: certificate('b'), User: consumer() })).toBe(
    'UPDATE_ROLLBACK_FAILED',
  );
  await expect(stack.update({})).rejects.toThrow('while it is UPDATE_ROLLBACK_FAILED');
  scripted.replies = () => ({});
  expect(await stack.continueUpdateRollback()).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scripted.sent).toEqual(Array(3).fill('Update Cert arn:a'));
});

test('A rollback can be continued without the resource that fails', async () => {
  const { scripted, stack } = await created({ Cert: certificate() });
  scripted.replies = () => ({ Status: 'FAILED' });
  await stack.update({ Cert: certificate('b') });
  expect(await stack.continueUpdateRollback(['Cert'])).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scripted.sent).toHaveLength(2);
});
