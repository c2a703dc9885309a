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

test('AddTagsToCertificate overwrites a tag that exists', async () => {
  const { add, list } = await tagged({ Key: 'a', Value: '1' });
  await add({ Key: 'a', Value: '2' }, { Key: 'b' });
  expect(await list()).toEqual([{ Key: 'a', Value: '2' }, { Key: 'b' }]);
});

test.each<[string, Tag, number]>([
  ['removes a tag that has the given value', { Key: 'a', Value: '1' }, 0],
  ['removes a tag if no value is given', { Key: 'a' }, 0],
  ['leaves a tag that has another value', { Key: 'a', Value: '2' }, 1],
])('RemoveTagsFromCertificate %s', async (_, tag, left) => {
  const { remove, list } = await tagged({ Key: 'a', Value: '1' });
  await remove(tag);
  expect(await list()).toHaveLength(left);
});

test('AddTagsToCertificate refuses the 51st tag and adds none', async () => {
  const { add, list } = await tagged(...Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })));
  await expect(add({ Key: 'k0', Value: 'v' }, { Key: 'more' })).rejects.toMatchObject({
    name: 'TooManyTagsException',
  });
  expect(await list()).toEqual(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })));
});

test('AddTagsToCertificate and RemoveTagsFromCertificate refuse a key that begins with aws:', async () => {
  const { add, remove } = await tagged({ Key: 'a' });
  await expect(add({ Key: 'aws:cloudformation:stack-id' })).rejects.toMatchObject({
    name: 'InvalidTagException',
  });
  await expect(remove({ Key: 'aws:cloudformation:stack-id' })).rejects.toMatchObject({
    name: 'InvalidTagException',
  });
});
