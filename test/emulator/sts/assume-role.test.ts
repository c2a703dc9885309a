import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ACCOUNT, newEmulator } from '../support';

const ROLE = 'arn:aws:iam::222222222222:role/validation';

function newSts() {
  const emulated = newEmulator();
  const { requestHandler } = emulated.emulator;
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'secret' };
  const sts = new STSClient({ region: 'eu-west-1', credentials, requestHandler, maxAttempts: 1 });
  const assume = async (input: object = {}) => {
    const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'test', ...input });
    const { Credentials, AssumedRoleUser } = await sts.send(command);
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return {
      user: AssumedRoleUser,
      expiration: Credentials?.Expiration,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      },
    };
  };
  return { ...emulated, sts, assume, requestHandler };
}

test('AssumeRole hands out credentials for an hour, as the role in its account', async () => {
  const { assume, clock } = newSts();
  const { user, expiration, credentials } = await assume();
  expect(user?.Arn).toBe('arn:aws:sts::222222222222:assumed-role/validation/test');
  expect(credentials.accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(expiration?.getTime()).toBe(clock.now() + 3_600_000);
});

test("calls with a session's credentials are made in the account of its role", async () => {
  const { assume, requestHandler, emulator } = newSts();
  const { credentials } = await assume();
  const acm = new ACMClient({ region: 'eu-west-1', credentials, requestHandler });
  await acm.send(new ListCertificatesCommand({}));
  expect(emulator.history.at(-1)).toMatchObject({ account: '222222222222' });
});

test('calls with credentials that have expired are refused', async () => {
  const { assume, requestHandler, clock } = newSts();
  const { credentials } = await assume({ DurationSeconds: 900 });
  const config = { region: 'eu-west-1', credentials, requestHandler, maxAttempts: 1 };
  const acm = new ACMClient(config);
  await acm.send(new ListCertificatesCommand({}));
  clock.advance(900);
  await expect(acm.send(new ListCertificatesCommand({}))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
  });
});

test.each([
  ['a role that is no ARN', { RoleArn: 'arn:aws:iam::1:user/x-and-more' }],
  ['a session name with a space', { RoleSessionName: 'a b' }],
  ['a session of less than 15 minutes', { DurationSeconds: 899 }],
  ['a session of more than 12 hours', { DurationSeconds: 43_201 }],
])('AssumeRole refuses %s', async (_title, input) => {
  await expect(newSts().assume(input)).rejects.toMatchObject({ name: 'ValidationError' });
});

test('an operation that the emulator has not is refused', async () => {
  const { sts } = newSts();
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
  });
});
