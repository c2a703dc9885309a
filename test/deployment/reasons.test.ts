// What people and machines read: every reason carries its code, and a run repeats to the second.
import { REASON_CODES } from '../../contract/reason-codes';
import { DOMAIN } from '../support/names';
import { MINUTE, PROMPT, startsDeployments, type Deployment } from '../support/deployment';

const start = startsDeployments();

interface LogLine {
  readonly execution: string;
  readonly logicalResourceId: string;
  readonly outcome: string;
  readonly code: string;
  readonly reason: string;
}

async function logOf({ timeline, step }: Deployment): Promise<LogLine[]> {
  await timeline.quiet();
  return step.log.map((line) => JSON.parse(line) as LogLine);
}

test('every tick logs the code of its reason, from the request to the response', async () => {
  const deployment = await start({ firstRecordSeconds: 4 });
  const { physicalResourceId } = await deployment.created();
  await deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId });
  const codes = (await logOf(deployment)).map(({ code }) => code);
  expect(codes.filter((code, n) => code !== codes[n - 1])).toEqual([
    'REQUESTING',
    'RECORDS_NOT_NAMED',
    'VALIDATION_PENDING',
    'ISSUANCE_PENDING',
    'ISSUED',
    'DELETED',
  ]);
});

test('the Reason that CloudFormation gets ends with the code, in brackets', async () => {
  const deployment = await start();
  deployment.emulator.refuse(DOMAIN, 'CAA_ERROR');
  const { reason } = await deployment.cloudFormation.create(deployment.properties());
  expect(reason).toMatch(
    /^certificate for .* is FAILED \(CAA_ERROR\) .* \(log .*\) \[CERTIFICATE_UNUSABLE\]$/,
  );
});

test.each([
  ['a property that is wrong', { DomainName: '' }, 'INVALID_PROPERTIES'],
  ['a name without a zone', { DomainName: 'www.example.org' }, 'NO_HOSTED_ZONE'],
  ['a zone that does not exist', { HostedZones: [{ HostedZoneId: 'ZNONE' }] }, 'REFUSED'],
])('%s has a code of its own', async (_title, properties, code) => {
  const deployment = await start();
  const create = deployment.cloudFormation.create(deployment.properties(properties));
  expect((await create).reason.endsWith(`[${code}]`)).toBe(true);
  expect((await logOf(deployment)).at(-1)).toMatchObject({ outcome: 'RESPONDED', code });
});

test('what cannot be delivered is logged with a code', async () => {
  const deployment = await start();
  await deployment.cloudFormation.create(deployment.properties({ DomainName: '' }), {
    urlStatuses: [503, 200],
  });
  expect((await logOf(deployment)).map(({ outcome, code }) => [outcome, code])).toEqual([
    ['WAIT', 'RESPONSE_UNDELIVERED'],
    ['RESPONDED', 'INVALID_PROPERTIES'],
  ]);
});

test('the same run comes to the same calls at the same seconds', async () => {
  const run = async (): Promise<unknown[]> => {
    const deployment = await start({ ...PROMPT, issuanceSeconds: 5 * MINUTE });
    await deployment.created();
    return deployment.emulator.history.map(({ operation, time }) => [operation, time]);
  };
  expect(await run()).toEqual(await run());
});

test('two certificates of one stack do not move in step', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 5 * MINUTE });
  const [one, two] = await Promise.all([
    deployment.created(),
    deployment.cloudFormation.create(deployment.properties(), { logicalResourceId: 'Other' }),
  ]);
  const looksAt = (arn: string): number[] =>
    deployment.emulator.history
      .filter(({ input }) => (input as { CertificateArn?: string }).CertificateArn === arn)
      .map(({ time }) => time);
  const [first, second] = [looksAt(one.physicalResourceId), looksAt(two.physicalResourceId)];
  const shared = first.filter((time) => second.includes(time));
  expect(shared.length).toBeLessThan(first.length / 2);
});

test('every code is written in capitals and listed once', () => {
  expect(new Set(REASON_CODES).size).toBe(REASON_CODES.length);
  for (const code of REASON_CODES) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
});
