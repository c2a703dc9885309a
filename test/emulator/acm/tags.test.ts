import {
  AddTagsToCertificateCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
} from '@aws-sdk/client-acm';
import type { Tag } from '@aws-sdk/client-acm';
import { newEmulator } from '../support';

async function tagged(...Tags: Tag[]) {
  const { acm, request } = newEmulator();
  const CertificateArn = await request({ Tags });
  return {
    add: (...more: Tag[]) =>
      acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: more })),
    remove: (...less: Tag[]) =>
      acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags: less })),
    list: async () => (await acm.send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags,
  };
}

test('a tag that exists is overwritten', async () => {
  const { add, list } = await tagged({ Key: 'a', Value: '1' });
  await add({ Key: 'a', Value: '2' }, { Key: 'b' });
  expect(await list()).toEqual([{ Key: 'a', Value: '2' }, { Key: 'b' }]);
});

test.each<[string, Tag, number]>([
  ['goes with its value', { Key: 'a', Value: '1' }, 0],
  ['goes without a value given', { Key: 'a' }, 0],
  ['stays if it has another value', { Key: 'a', Value: '2' }, 1],
])('a tag %s', async (_, tag, left) => {
  const { remove, list } = await tagged({ Key: 'a', Value: '1' });
  await remove(tag);
  expect(await list()).toHaveLength(left);
});

test('fails for the 51st tag and adds none', async () => {
  const { add, list } = await tagged(...Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })));
  await expect(add({ Key: 'k0', Value: 'v' }, { Key: 'more' })).rejects.toMatchObject({
    name: 'TooManyTagsException',
  });
  expect(await list()).toEqual(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })));
});

test('fails for a reserved key', async () => {
  const { add, remove } = await tagged({ Key: 'a' });
  await expect(add({ Key: 'aws:cloudformation:stack-id' })).rejects.toMatchObject({
    name: 'InvalidTagException',
  });
  await expect(remove({ Key: 'aws:cloudformation:stack-id' })).rejects.toMatchObject({
    name: 'InvalidTagException',
  });
});
