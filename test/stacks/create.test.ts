// The creation of a stack, and its rollback.
import { certificate, consumer, other, Scripted } from './scripted';

test('Resources are made in parallel, and after those they depend on', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  const template = {
    User: consumer('Cert'),
    Cert: certificate(),
    Late: certificate('b', { dependsOn: ['Cert'] }),
    Beside: certificate('c'),
  };
  expect(await stack.create(template)).toBe('CREATE_COMPLETE');
  expect(scripted.sent).toEqual(['Create Cert -', 'Create Beside -', 'Create Late -']);
  expect(scripted.uses).toEqual(['+Site/User arn:Cert']);
});

test('A create that fails is rolled back: what it answered is deleted, users first', async () => {
  const scripted = new Scripted();
  scripted.replies = (event) =>
    event.LogicalResourceId === 'Bad' && event.RequestType === 'Create'
      ? { afterSeconds: 60, Status: 'FAILED', PhysicalResourceId: 'arn:half-made' }
      : {};
  const stack = scripted.model.stack('Site');
  const template = { Cert: certificate(), User: consumer('Cert'), Bad: certificate('b') };
  expect(await stack.create(template)).toBe('ROLLBACK_COMPLETE');
  expect(scripted.sent.slice(2)).toEqual(['Delete Bad arn:half-made', 'Delete Cert arn:Cert']);
  expect(scripted.uses).toEqual(['+Site/User arn:Cert', '-Site/User arn:Cert']);
  expect(stack.live.size).toBe(0);
});

test('A sibling that fails cancels a create, which is deleted within seconds under an invented id', async () => {
  const scripted = new Scripted();
  scripted.replies = ({ RequestType }) => ({ afterSeconds: RequestType === 'Create' ? 300 : 1 });
  const stack = scripted.model.stack('Site');
  const template = { Cert: certificate(), Sibling: other({ fails: 'CREATE' }), Never: consumer() };
  expect(await stack.create(template)).toBe('ROLLBACK_COMPLETE');
  expect(scripted.reason('Cert')).toBe('Resource creation cancelled');
  expect(scripted.sent[1]).toMatch(/^Delete Cert Site-Cert-[0-9A-Z]{12}$/);
  const [create, remove] = scripted.model.requests.all;
  expect(remove!.seconds - create!.endSeconds!).toBeLessThan(5);
  expect(remove!.event.RequestId).not.toBe(create!.event.RequestId);
  expect(scripted.uses).toEqual([]);
  await scripted.at(400, () => undefined);
  expect(create!.answers).toMatchObject([{ accepted: false }]);
  expect(stack.status).toBe('ROLLBACK_COMPLETE');
});

test('A rollback that cannot delete needs a person', async () => {
  const scripted = new Scripted();
  scripted.replies = ({ RequestType }) => ({
    Status: RequestType === 'Delete' ? 'FAILED' : 'SUCCESS',
  });
  const stack = scripted.model.stack('Site');
  const template = {
    Cert: certificate(),
    Sibling: other({ fails: 'CREATE', dependsOn: ['Cert'] }),
  };
  expect(await stack.create(template)).toBe('ROLLBACK_FAILED');
  scripted.replies = () => ({});
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
});

test.each([
  ['Retain', 1],
  ['RetainExceptOnCreate', 0],
] as const)('A rollback with the policy %s keeps so many resources', async (policy, kept) => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  const template = {
    Cert: certificate('a', { deletionPolicy: policy }),
    Sibling: other({ fails: 'CREATE', dependsOn: ['Cert'] }),
  };
  expect(await stack.create(template)).toBe('ROLLBACK_COMPLETE');
  expect(stack.retained).toHaveLength(kept);
});

test('A consumer that cannot use the certificate fails', async () => {
  const scripted = new Scripted();
  scripted.unusable = 'no such certificate';
  const stack = scripted.model.stack('Site');
  expect(await stack.create({ Cert: certificate(), User: consumer() })).toBe('ROLLBACK_COMPLETE');
  expect(scripted.reason('User')).toBe('no such certificate');
});

test('A stack that is deleted while it is created gives its creates up', async () => {
  const scripted = new Scripted();
  scripted.replies = ({ RequestType }) => ({ afterSeconds: RequestType === 'Create' ? 300 : 1 });
  const stack = scripted.model.stack('Site');
  void stack.create({ Cert: certificate(), User: consumer() });
  expect(await scripted.at(20, () => stack.delete())).toBe('DELETE_COMPLETE');
  expect(scripted.sent[1]).toMatch(/^Delete Cert Site-Cert-/);
  expect(scripted.reason('Cert')).toBe('Resource creation cancelled');
  await scripted.at(400, () => undefined);
  expect(scripted.uses).toEqual([]);
});

test('A stack cannot be updated while it is created, nor made twice', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  const created = stack.create({ Cert: certificate() });
  await expect(stack.update({})).rejects.toThrow('while it is CREATE_IN_PROGRESS');
  await created;
  await expect(stack.create({})).rejects.toThrow('while it is CREATE_COMPLETE');
});
