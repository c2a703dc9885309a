// Validation by e-mail, from the request to the approval, with the deaths and delays between. A click is a fetch of the link in
// a mail.
import { byEmail, click } from '../support/by-email';
import { startsDeployments, MINUTE, type Deployment } from '../support/deployment';
import { FunctionError } from '../support/function-error';
import { DOMAIN } from '../support/names';

const start = startsDeployments();
const WWW = `www.${DOMAIN}`;
const API = `api.${DOMAIN}`;

/** So often a tick is tried before it is entered anew. */
const TRIES = 5;

const create = (deployment: Deployment, properties: Record<string, unknown> = {}) =>
  deployment.cloudFormation.create(byEmail(deployment, properties));

/** To half a minute: ticks come every 20 seconds at last, and mails one by one. */
function about(seconds: number): number {
  return expect.closeTo(seconds, -1.78) as number;
}

/** When mails for a name were sent, in seconds since the first. */
function sentAt({ emulator }: Deployment, name: string): number[] {
  const times = emulator.emails
    .filter(({ to, domainName }) => to.startsWith('admin@') && domainName === name)
    .map(({ sentAt: at }) => at);
  return times.map((at) => Math.round((at - times[0]!) / 1000));
}

test('A certificate is issued when somebody has opened the link for every name, and no record is written', async () => {
  const deployment = await start();
  const created = create(deployment, { SubjectAlternativeNames: [WWW] });
  await deployment.timeline.sleep(5 * MINUTE);
  expect(await click(deployment, WWW)).toBe(200);
  await deployment.timeline.sleep(5 * MINUTE);
  expect(deployment.certificates()[0]?.status).toBe('PENDING_VALIDATION');
  await click(deployment, DOMAIN);
  const outcome = await created;
  deployment.expectSuccess(outcome);
  expect(outcome.reason).toContain(`${DOMAIN} is ISSUED`);
  expect(outcome.seconds).toBeLessThan(11 * MINUTE);
  expect(deployment.records()).toEqual([]);
});

test('The mails go to the mailboxes of the domains that are wanted', async () => {
  const deployment = await start();
  const domain = { DomainName: API, ValidationDomain: DOMAIN };
  const properties = { SubjectAlternativeNames: [API], ValidationDomains: [domain] };
  const created = create(deployment, { ...properties, ResendAfterSeconds: [60] });
  await deployment.timeline.sleep(2 * MINUTE);
  const to = deployment.emulator.emails.map((each) => each.to);
  expect(new Set(to)).toEqual(
    new Set(
      ['admin', 'administrator', 'hostmaster', 'postmaster', 'webmaster'].map(
        (each) => `${each}@${DOMAIN}`,
      ),
    ),
  );
  for (const name of [DOMAIN, API]) await click(deployment, name);
  deployment.expectSuccess(await created);
});

test('Mails for names that nobody has approved are sent again after 20 and after 40 minutes, and never more', async () => {
  const deployment = await start();
  const created = create(deployment, { SubjectAlternativeNames: [WWW] });
  await deployment.timeline.sleep(10 * MINUTE);
  await click(deployment, DOMAIN);
  const outcome = await created;
  expect(sentAt(deployment, DOMAIN)).toEqual([0]);
  expect(sentAt(deployment, WWW)).toEqual([0, about(20 * MINUTE), about(40 * MINUTE)]);
  expect(outcome).toMatchObject({ status: 'FAILED', seconds: about(55 * MINUTE) });
  expect(outcome.reason).toContain(
    `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: nobody has approved ${WWW}; deploy again`,
  );
  expect(outcome.reason).toContain(`Mails went to admin@${DOMAIN}, administrator@${DOMAIN}`);
  expect(outcome.reason).toContain('and 2 times more');
  expect(outcome.physicalResourceId).toBe(deployment.certificates()[0]?.arn);
});

/** Of what a tick is told. */
interface Told {
  readonly retryCount: number;
  readonly tick: { readonly known: { readonly resending?: object } };
}

/** Every tick that is about to send mails ends so at its first try. */
function dyingBeforeSending({ step }: Deployment, death: 'BEFORE' | 'AFTER'): void {
  const invoke = step.invoke.bind(step);
  let isSending = false;
  step.dies = () => (isSending ? death : undefined);
  step.invoke = (input) => {
    const { retryCount, tick } = input as Told;
    isSending = retryCount === 0 && tick.known.resending !== undefined;
    return invoke(input);
  };
}

test.each<[string, 'BEFORE' | 'AFTER', number[]]>([
  ['before it has sent anything', 'BEFORE', [0]],
  ['when it has sent, and nobody has heard of it', 'AFTER', [0, about(60), about(180)]],
])('A tick that dies %s does not send when it is tried again', async (_when, death, times) => {
  const deployment = await start();
  dyingBeforeSending(deployment, death);
  const names = { SubjectAlternativeNames: [WWW] };
  const created = create(deployment, { ...names, ResendAfterSeconds: [60, 180] });
  await deployment.timeline.sleep(10 * MINUTE);
  for (const name of [DOMAIN, WWW]) {
    expect(sentAt(deployment, name)).toEqual(times);
    await click(deployment, name);
  }
  deployment.expectSuccess(await created);
});

test('A mail whose answer is lost is not sent again', async () => {
  const deployment = await start();
  deployment.emulator.fail({ operation: 'ResendValidationEmail', afterAct: true });
  const created = create(deployment, { ResendAfterSeconds: [60] });
  await deployment.timeline.sleep(10 * MINUTE);
  expect(sentAt(deployment, DOMAIN)).toEqual([0, about(60)]);
  await click(deployment, DOMAIN);
  deployment.expectSuccess(await created);
});

test('A mail that was throttled is sent when ACM takes it', async () => {
  const deployment = await start();
  const error = 'ThrottlingException';
  const untilMs = deployment.timeline.clock.now() + 300_000;
  deployment.emulator.fail({ operation: 'ResendValidationEmail', error, status: 400, untilMs });
  const created = create(deployment, { ResendAfterSeconds: [60] });
  await deployment.timeline.sleep(10 * MINUTE);
  expect(sentAt(deployment, DOMAIN)).toEqual([0, about(300)]);
  await click(deployment, DOMAIN);
  deployment.expectSuccess(await created);
});

test('A tick that Lambda may have run, and that is entered anew, sends no mail twice', async () => {
  const deployment = await start();
  const { step } = deployment;
  const invoke = step.invoke.bind(step);
  let left = TRIES;
  step.invoke = async (input) => {
    const output = await invoke(input);
    if (deployment.calls('ResendValidationEmail') === 0 || left === 0) return output;
    left -= 1;
    throw new FunctionError('Lambda.SdkClientException', 'Unable to execute HTTP request');
  };
  const created = create(deployment, { ResendAfterSeconds: [60] });
  await deployment.timeline.sleep(10 * MINUTE);
  expect(deployment.stateMachine.executions[0]?.path).toContain('LambdaBusy');
  expect(sentAt(deployment, DOMAIN)).toEqual([0, about(60)]);
  await click(deployment, DOMAIN);
  deployment.expectSuccess(await created);
});

test('What IAM denies is not sent again, and the reason says so', async () => {
  const deployment = await start();
  const status = 400;
  const error = 'AccessDeniedException';
  deployment.emulator.fail({
    operation: 'ResendValidationEmail',
    error,
    status,
    untilMs: Infinity,
  });
  const outcome = await create(deployment);
  expect(outcome).toMatchObject({ status: 'FAILED', seconds: about(55 * MINUTE) });
  expect(outcome.reason).toContain('not all could be sent again: acm:ResendValidationEmail');
  expect(sentAt(deployment, DOMAIN)).toEqual([0]);
});

test('A certificate that is not waited for is left pending, and a later update finds it issued', async () => {
  const deployment = await start();
  const outcome = await create(deployment, { WaitForIssuance: false });
  deployment.expectSuccess(outcome);
  expect(outcome.seconds).toBeLessThan(MINUTE);
  expect(outcome.reason).toContain(
    `${DOMAIN} is PENDING_VALIDATION, and it is not waited for: nobody has approved ${DOMAIN} (mails to admin@${DOMAIN}`,
  );
  expect(outcome.reason).toContain('[APPROVAL_PENDING]');
  await deployment.timeline.sleep(60 * 60 * 24);
  await click(deployment, DOMAIN);
  const { physicalResourceId } = outcome;
  const update = await deployment.cloudFormation.update(byEmail(deployment), {
    physicalResourceId,
  });
  deployment.expectSuccess(update);
  expect(update).toMatchObject({ physicalResourceId });
  expect(update.reason).toContain('is ISSUED');
  expect(sentAt(deployment, DOMAIN)).toEqual([0]);
});

test('A request that nobody has approved for 72 hours is replaced by the next update', async () => {
  const deployment = await start();
  const { physicalResourceId } = await create(deployment, { WaitForIssuance: false });
  await deployment.timeline.sleep(72 * 60 * MINUTE);
  const properties = byEmail(deployment, { WaitForIssuance: false });
  const update = await deployment.cloudFormation.update(properties, { physicalResourceId });
  deployment.expectSuccess(update);
  expect(update.physicalResourceId).not.toBe(physicalResourceId);
});
