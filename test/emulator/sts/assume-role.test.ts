import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ACCOUNT, newEmulator } from '../support';

const ROLE = 'arn:aws:iam::222222222222:role/validation';
const SESSION = 'arn:aws:sts::222222222222:assumed-role/validation/test';

test('AssumeRole hands out credentials for an hour, as the role in its account', async () => {
  const { assume, clock } = newEmulator();
  const { user, expiration, credentials } = await assume(ROLE);
  expect(user?.Arn).toBe(SESSION);
  expect(credentials.accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(expiration?.getTime()).toBe(clock.now() + 3_600_000);
});

test('the ARN of a session has the name of the role, without its path', async () => {
  const { user } = await newEmulator().assume('arn:aws:iam::222222222222:role/a/b/validation');
  expect(user?.Arn).toBe(SESSION);
});

test.each([
  ['a role that is no ARN', { RoleArn: 'arn:aws:iam::1:user/x-and-more' }],
  ['a session name with a space', { RoleSessionName: 'a b' }],
  ['a session of less than 15 minutes', { DurationSeconds: 899 }],
  ['a session of more than 12 hours', { DurationSeconds: 43_201 }],
  ['a session policy, which nobody would look at', { Policy: '{}' }],
  ['the tags of a session', { Tags: [{ Key: 'a', Value: 'b' }] }],
])('AssumeRole refuses %s', async (_title, input) => {
  const assume = newEmulator().assume(ROLE, ACCOUNT, input);
  await expect(assume).rejects.toMatchObject({ name: 'ValidationError' });
});

test('a session may assume another role, for an hour at most', async () => {
  const { assume } = newEmulator();
  const { credentials } = await assume(ROLE, ACCOUNT, { DurationSeconds: 43_200 });
  await assume(ROLE, credentials, { DurationSeconds: 3600 });
  await expect(assume(ROLE, credentials, { DurationSeconds: 3601 })).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
});

test('an operation that the emulator has not is refused', async () => {
  const { stsOf } = newEmulator();
  await expect(stsOf(ACCOUNT).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
  });
});
