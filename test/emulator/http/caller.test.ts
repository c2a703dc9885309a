import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import type { EmulatorOptions } from 'acm-emulator';
import { ACCOUNT, newEmulator } from '../support';
import type { Who } from '../support';

const ROLE = 'arn:aws:iam::222222222222:role/validation';
const FOREIGN = 'ASIAFOREIGNSESSION00';

/** An emulator with a way to learn in which account it takes a caller to be. */
function newCallers(options: EmulatorOptions = {}) {
  const emulated = newEmulator(options);
  const accountOf = async (who: Who) => {
    await emulated.acmIn('eu-west-1', who).send(new ListCertificatesCommand({}));
    return emulated.emulator.history.at(-1)!.account;
  };
  return { ...emulated, accountOf };
}

test.each([
  ['the number of an account', '111111111111', '111111111111'],
  ['any other text', 'test', ACCOUNT],
  ['a key of nobody known', 'AKIASOMEBODY00000000', ACCOUNT],
])(
  'with %s as its access key, a call is made in the account that belongs to it',
  async (_, who, account) => {
    expect(await newCallers().accountOf(who)).toBe(account);
  },
);

test("calls with a session's credentials are made in the account of its role", async () => {
  const { assume, accountOf } = newCallers();
  const { credentials } = await assume(ROLE);
  expect(await accountOf(credentials)).toBe('222222222222');
});

const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';

test('calls with credentials that have expired are refused, by each service in its own words', async () => {
  const { assume, acmIn, route53Of, accountOf, clock } = newCallers();
  const { credentials } = await assume(ROLE, ACCOUNT, { DurationSeconds: 900 });
  clock.advance(899);
  await accountOf(credentials);
  clock.advance(1);
  await expect(
    acmIn('eu-west-1', credentials).send(new ListCertificatesCommand({})),
  ).rejects.toMatchObject({
    name: 'ExpiredTokenException',
    message: EXPIRED,
    $metadata: { httpStatusCode: 400 },
  });
  const expired = {
    name: 'ExpiredToken',
    message: EXPIRED,
    $metadata: { httpStatusCode: 403 },
  };
  await expect(route53Of(credentials).send(new ListHostedZonesCommand({}))).rejects.toMatchObject(
    expired,
  );
  await expect(assume(ROLE, credentials)).rejects.toMatchObject(expired);
});

test.each<[string, (token: string) => string | undefined]>([
  ['another token', (token) => `${token}x`],
  ['no token', () => undefined],
])("calls with a session's key and %s are refused", async (_what, altered) => {
  const { assume, acmIn, route53Of } = newCallers();
  const { credentials } = await assume(ROLE);
  const who = { ...credentials, sessionToken: altered(credentials.sessionToken) };
  await expect(acmIn('eu-west-1', who).send(new ListCertificatesCommand({}))).rejects.toMatchObject(
    {
      name: 'UnrecognizedClientException',
      message: INVALID,
      $metadata: { httpStatusCode: 400 },
    },
  );
  await expect(route53Of(who).send(new ListHostedZonesCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: INVALID,
    $metadata: { httpStatusCode: 403 },
  });
});

test('a session of somebody else is in the account of nobody', async () => {
  await expect(newCallers().accountOf(FOREIGN)).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
});

test('whoever gave a session out is asked for its account, once', async () => {
  const asked: string[] = [];
  const { accountOf, acm } = newCallers({
    accessKeys: {
      accountOf: (accessKeyId) => {
        asked.push(accessKeyId);
        return Promise.resolve('333333333333');
      },
    },
  });
  expect(await accountOf(FOREIGN)).toBe('333333333333');
  expect(await accountOf(FOREIGN)).toBe('333333333333');
  await acm.send(new ListCertificatesCommand({}));
  expect(asked).toEqual([FOREIGN]);
});

test.each([FOREIGN, 'AKIASOMEBODY00000000'])(
  'a key that is unknown to whom is asked is refused, and asked for again: %s',
  async (accessKeyId) => {
    const answers = [undefined, '333333333333'];
    const { accountOf } = newCallers({
      accessKeys: { accountOf: () => Promise.resolve(answers.shift()) },
    });
    await expect(accountOf(accessKeyId)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    expect(await accountOf(accessKeyId)).toBe('333333333333');
  },
);

test('for a key that is not of the form of AWS nobody is asked', async () => {
  const { accountOf } = newCallers({ accessKeys: { accountOf: () => Promise.resolve(undefined) } });
  expect(await accountOf('test')).toBe(ACCOUNT);
});

test('an answer that fails is a failure of the call, and guesses no account', async () => {
  const { accountOf } = newCallers({
    accessKeys: { accountOf: () => Promise.reject(new Error('nobody answers')) },
  });
  await expect(accountOf(FOREIGN)).rejects.toMatchObject({ name: 'InternalFailure' });
});
