import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import type { AuthorizationQuestion, EmulatorOptions } from 'acm-emulator';
import { newEmulator } from '../support';

const NAME = '/app/pem';

function newStore(options: EmulatorOptions = {}) {
  const emulated = newEmulator(options);
  const ssm = emulated.ssmIn('eu-west-1');
  const put = (input: Partial<PutParameterCommandInput> = {}) =>
    ssm.send(new PutParameterCommand({ Name: NAME, Value: 'one', Type: 'String', ...input }));
  const get = async (Name = NAME) => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    return Parameter!;
  };
  return { ...emulated, ssm, put, get };
}

test('A parameter is read as it was written, with its version and its ARN', async () => {
  const { put, get } = newStore();
  expect(await put()).toMatchObject({ Version: 1, Tier: 'Standard' });
  expect(await put({ Value: 'two', Overwrite: true })).toMatchObject({ Version: 2 });
  expect(await get()).toMatchObject({
    Name: NAME,
    Value: 'two',
    Type: 'String',
    Version: 2,
    DataType: 'text',
    ARN: `arn:aws:ssm:eu-west-1:000000000000:parameter${NAME}`,
  });
  expect(await get(`${NAME}:1`)).toMatchObject({ Value: 'one' });
  await expect(get(`${NAME}:3`)).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
});

test('One Region does not see the parameters of another, nor one account those of another', async () => {
  const { put, ssmIn } = newStore();
  await put();
  for (const other of [ssmIn('us-east-1'), ssmIn('eu-west-1', '111111111111')]) {
    await expect(other.send(new GetParameterCommand({ Name: NAME }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  }
});

test('A parameter that is there is overwritten only by who says so', async () => {
  const { put, get } = newStore();
  await put();
  await expect(put({ Value: 'two' })).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  expect(await get()).toMatchObject({ Value: 'one' });
});

test('The name of a deleted parameter can be given again after 30 seconds', async () => {
  const { put, get, ssm, clock } = newStore();
  await put();
  await ssm.send(new DeleteParameterCommand({ Name: NAME }));
  await expect(get()).rejects.toMatchObject({ name: 'ParameterNotFound' });
  await expect(put()).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  clock.advance(30);
  expect(await put()).toMatchObject({ Version: 1 });
});

test('What is deleted is gone, and of several names those that are not there are told', async () => {
  const { put, ssm } = newStore();
  await put();
  const Names = [NAME, '/app/none'];
  expect(await ssm.send(new DeleteParametersCommand({ Names }))).toMatchObject({
    DeletedParameters: [NAME],
    InvalidParameters: ['/app/none'],
  });
  await expect(ssm.send(new DeleteParameterCommand({ Name: NAME }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  });
});

test.each([
  ['Standard', 4096],
  ['Advanced', 8192],
] as const)('A parameter of the tier %s holds %d bytes and no more', async (Tier, most) => {
  const { put } = newStore();
  await expect(put({ Tier, Value: 'x'.repeat(most + 1) })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(`a maximum parameter value of ${most} characters`) as string,
  });
  expect(await put({ Tier, Value: 'x'.repeat(most) })).toMatchObject({ Tier });
});

test('A standard parameter becomes an advanced one, and never the other way', async () => {
  const { put } = newStore();
  await put();
  const Overwrite = true;
  expect(await put({ Tier: 'Advanced', Overwrite })).toMatchObject({ Tier: 'Advanced' });
  expect(await put({ Overwrite })).toMatchObject({ Tier: 'Advanced' });
  expect(await put({ Tier: 'Intelligent-Tiering', Overwrite })).toMatchObject({ Tier: 'Advanced' });
  await expect(put({ Tier: 'Standard', Overwrite })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("You can't downgrade a parameter") as string,
  });
});

test('Intelligent tiering takes the tier that the value needs', async () => {
  const { put } = newStore();
  const Tier = 'Intelligent-Tiering';
  expect(await put({ Tier })).toMatchObject({ Tier: 'Standard' });
  expect(await put({ Tier, Overwrite: true, Value: 'x'.repeat(4097) })).toMatchObject({
    Tier: 'Advanced',
  });
});

test('A hundred versions are kept; the oldest is dropped unless it has a label', async () => {
  const { put, get, ssm } = newStore();
  await put();
  for (let i = 2; i <= 101; i += 1) await put({ Overwrite: true, Value: `${i}` });
  await expect(get(`${NAME}:1`)).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  const label = { Name: NAME, ParameterVersion: 2, Labels: ['live'] };
  await ssm.send(new LabelParameterVersionCommand(label));
  expect(await get(`${NAME}:live`)).toMatchObject({ Value: '2' });
  await expect(put({ Overwrite: true })).rejects.toMatchObject({
    name: 'ParameterMaxVersionLimitExceeded',
  });
});

test.each([
  ['/aws/pem', 'ValidationException'],
  ['SSMpem', 'ValidationException'],
  ['app/pem', 'ValidationException'],
  ['/app/a pem', 'ValidationException'],
  ['/app/', 'ValidationException'],
  [`/${'x'.repeat(1011)}`, 'ValidationException'],
  [`/${Array(16).fill('a').join('/')}`, 'HierarchyLevelLimitExceededException'],
])('No parameter is called %.30s', async (Name, name) => {
  const { put } = newStore();
  await expect(put({ Name })).rejects.toMatchObject({ name });
});

test('A parameter keeps its type, and a new one needs one', async () => {
  const { put } = newStore();
  await expect(put({ Type: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
  await put();
  await expect(put({ Type: 'StringList', Overwrite: true })).rejects.toMatchObject({
    name: 'HierarchyTypeMismatchException',
  });
  expect(await put({ Type: undefined, Overwrite: true })).toMatchObject({ Version: 2 });
});

test('Tags come with a new parameter, or later by themselves, but not with an overwriting', async () => {
  const { put, ssm } = newStore();
  const Tags = [{ Key: 'a', Value: '1' }];
  const resource = { ResourceType: 'Parameter', ResourceId: NAME } as const;
  const listed = async () => {
    const { TagList } = await ssm.send(new ListTagsForResourceCommand(resource));
    return TagList;
  };
  await put({ Tags });
  await expect(put({ Tags, Overwrite: true })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("tags and overwrite can't be used together") as string,
  });
  const more = [{ Key: 'b', Value: '2' }];
  await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: more }));
  expect(await listed()).toEqual([...Tags, ...more]);
  await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['a'] }));
  expect(await listed()).toEqual(more);
});

test('A parameter has up to 50 tags, none of them reserved; one that is not there has none', async () => {
  const { put, ssm } = newStore();
  const resource = { ResourceType: 'Parameter', ResourceId: NAME } as const;
  await expect(ssm.send(new ListTagsForResourceCommand(resource))).rejects.toMatchObject({
    name: 'InvalidResourceId',
  });
  await put({ Tags: Array.from({ length: 50 }, (_, i) => ({ Key: `${i}`, Value: '' })) });
  const add = (Key: string) =>
    ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key, Value: '' }] }));
  await expect(add('51')).rejects.toMatchObject({ name: 'TooManyTagsError' });
  await expect(add('aws:a')).rejects.toMatchObject({ name: 'ValidationException' });
});

test('Three parameters are written in a second, and forty read', async () => {
  const { put, get } = newStore({ rates: 'published' });
  const tried = (calls: Promise<unknown>[]) => Promise.allSettled(calls);
  const refused = (results: PromiseSettledResult<unknown>[]) =>
    results.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  const written = await tried([1, 2, 3, 4].map((i) => put({ Name: `${NAME}${i}` })));
  expect(refused(written)).toEqual([expect.stringContaining('ThrottlingException')]);
  const read = await tried(Array.from({ length: 41 }, () => get(`${NAME}1`)));
  expect(refused(read)).toEqual([expect.stringContaining('ThrottlingException')]);
});

test('Concurrent updates are refused where a test asks for it, and an answer is lost after the act', async () => {
  const { put, get, emulator } = newStore();
  emulator.fail({ operation: 'PutParameter', error: 'TooManyUpdates' });
  await expect(put()).rejects.toMatchObject({ name: 'TooManyUpdates' });
  emulator.fail({ operation: 'PutParameter', afterAct: true });
  await expect(put()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await get()).toMatchObject({ Value: 'one' });
});

test('What a test reads of the store is what is in it', async () => {
  const { put, emulator } = newStore();
  await put({ Tags: [{ Key: 'a', Value: '1' }] });
  expect(emulator.parameters()).toEqual([
    {
      name: NAME,
      account: '000000000000',
      region: 'eu-west-1',
      value: 'one',
      version: 1,
      tier: 'Standard',
      tags: { a: '1' },
    },
  ]);
});

test('IAM is asked about the parameter, the tags that it has and those that it gets', async () => {
  const questions: AuthorizationQuestion[] = [];
  const { put, ssm } = newStore({
    authorize: (question) => {
      questions.push(question);
      return question.action === 'ssm:DeleteParameter' ? 'denied' : undefined;
    },
  });
  await put({ Tags: [{ Key: 'a', Value: '1' }] });
  await put({ Overwrite: true });
  await expect(ssm.send(new DeleteParameterCommand({ Name: NAME }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  const resource = `arn:aws:ssm:eu-west-1:000000000000:parameter${NAME}`;
  const asked = { 'aws:RequestTag/a': ['1'], 'aws:TagKeys': ['a'] };
  const region = { 'aws:RequestedRegion': ['eu-west-1'] };
  expect(questions.map(({ action, resource: of, context }) => [action, of, context])).toEqual([
    ['ssm:PutParameter', resource, { ...asked, ...region }],
    ['ssm:AddTagsToResource', resource, { ...asked, ...region }],
    ['ssm:PutParameter', resource, { 'ssm:Overwrite': ['true'], ...region }],
    ['ssm:DeleteParameter', resource, { 'aws:ResourceTag/a': ['1'], ...region }],
  ]);
});
