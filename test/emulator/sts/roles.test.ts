import { newEmulator } from '../support';

const CALLER = '111111111111';
const STEP = `arn:aws:iam::${CALLER}:role/path/step`;
const ROLE = 'arn:aws:iam::222222222222:role/validation';

/** ROLE trusts those given; STEP trusts its account. */
function withRoles(trusted: readonly string[], externalId?: string) {
  const emulated = newEmulator();
  emulated.emulator.createRole({ arn: STEP, trusted: [CALLER] });
  emulated.emulator.createRole({ arn: ROLE, trusted, externalId });
  const asStep = async () => (await emulated.assume(STEP, CALLER)).credentials;
  return { ...emulated, asStep };
}

test.each([
  ['the number of its account', CALLER],
  ['the root of its account', `arn:aws:iam::${CALLER}:root`],
  ['its role', STEP],
  ['the session itself', `arn:aws:sts::${CALLER}:assumed-role/step/test`],
])('a session may assume a role that trusts %s', async (_principal, principal) => {
  const { assume, asStep } = withRoles(['333333333333', principal]);
  const { user } = await assume(ROLE, await asStep());
  expect(user?.Arn).toBe('arn:aws:sts::222222222222:assumed-role/validation/test');
});

test.each([
  ['trusts nobody', []],
  ['trusts another account', ['333333333333']],
  ['trusts another role of the account', [`arn:aws:iam::${CALLER}:role/step`]],
  ['trusts another session', [`arn:aws:sts::${CALLER}:assumed-role/step/other`]],
  ['trusts its own account only', ['222222222222']],
])('a session may not assume a role that %s', async (_what, trusted) => {
  const { assume, asStep } = withRoles(trusted);
  await expect(assume(ROLE, await asStep())).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:sts::${CALLER}:assumed-role/step/test is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    $metadata: { httpStatusCode: 403 },
  });
});

test('a role that was not made is refused as one that does not trust the caller', async () => {
  const { assume } = withRoles([CALLER]);
  const nobody = 'arn:aws:iam::222222222222:role/nobody';
  await expect(assume(nobody, CALLER)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${CALLER}:root is not authorized to perform: sts:AssumeRole on resource: ${nobody}`,
  });
});

test.each([undefined, 'other'])(
  'a role with an external id may not be assumed with %s',
  async (ExternalId) => {
    const { assume } = withRoles([CALLER], 'secret');
    await expect(assume(ROLE, CALLER, { ExternalId })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  },
);

test('a role with an external id may be assumed with it, and one without it with any', async () => {
  await withRoles([CALLER], 'secret').assume(ROLE, CALLER, { ExternalId: 'secret' });
  await withRoles([CALLER]).assume(ROLE, CALLER, { ExternalId: 'any' });
});

test('a role that is made again has the new trust policy only', async () => {
  const { assume, emulator } = withRoles([CALLER]);
  emulator.createRole({ arn: ROLE, trusted: [] });
  await expect(assume(ROLE, CALLER)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a role whose ARN is none is refused when it is made', () => {
  const make = () => {
    newEmulator().emulator.createRole({ arn: 'arn:aws:iam::1:role/x', trusted: [] });
  };
  expect(make).toThrow("'arn:aws:iam::1:role/x' is not the ARN of a role");
});
