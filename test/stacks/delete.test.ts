// The deletion of a stack.
import { certificate, consumer, Scripted } from './scripted';

test('A stack is deleted users first, and sends the properties that were sent last', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  await stack.create({ Cert: certificate(), User: consumer() });
  await stack.update({ Cert: certificate('b'), User: consumer() });
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(scripted.sent.at(-1)).toBe('Delete Cert arn:Cert');
  expect(scripted.events.at(-1)!.ResourceProperties).toEqual({ DomainName: 'b' });
  expect(scripted.uses).toEqual(['+Site/User arn:Cert', '-Site/User arn:Cert']);
});

test('A resource that cannot be deleted keeps what it needs, and the stack; deleted again, only what is left is', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  const template = {
    Base: certificate('base'),
    Cert: certificate('a', { dependsOn: ['Base'] }),
    Free: certificate('free'),
  };
  await stack.create(template);
  scripted.replies = ({ LogicalResourceId }) =>
    LogicalResourceId === 'Cert' ? { Status: 'FAILED' } : {};
  expect(await stack.delete()).toBe('DELETE_FAILED');
  expect([...stack.live.keys()]).toEqual(['Base', 'Cert']);
  scripted.replies = () => ({});
  expect(await stack.delete()).toBe('DELETE_COMPLETE');
  expect(scripted.sent.slice(-4)).toEqual([
    'Delete Cert arn:Cert',
    'Delete Free arn:Free',
    'Delete Cert arn:Cert',
    'Delete Base arn:Base',
  ]);
});

test('A stack that could not be deleted can be without the resource', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  await stack.create({ Cert: certificate() });
  scripted.replies = () => ({ Status: 'FAILED' });
  await expect(stack.delete(['Cert'])).rejects.toThrow('cannot retain');
  expect(await stack.delete()).toBe('DELETE_FAILED');
  expect(await stack.delete(['Cert'])).toBe('DELETE_COMPLETE');
  expect(stack.retained).toEqual(['arn:Cert']);
});

test.each(['Retain', 'RetainExceptOnCreate'] as const)(
  'A deletion keeps a resource with the policy %s, without a request',
  async (deletionPolicy) => {
    const scripted = new Scripted();
    const stack = scripted.model.stack('Site');
    await stack.create({ Cert: certificate('a', { deletionPolicy }) });
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    expect(stack.retained).toEqual(['arn:Cert']);
    expect(scripted.sent).toHaveLength(1);
    expect(scripted.statuses('Cert').at(-1)).toBe('DELETE_SKIPPED');
  },
);
