// RequestCertificate's IdempotencyToken: ACM answers one that it knows from the last hour with the certificate that it made
// for it, whatever is asked.
// https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
// https://github.com/hashicorp/terraform-provider-aws/pull/6666
import type { RequestCertificateRequest } from '@aws-sdk/client-acm';
import { NEVER_REQUESTED, PROMPT, startsDeployments, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();

const A = {};
const B = { SubjectAlternativeNames: [`www.${DOMAIN}`] };
const HOUR_SECONDS = 3600;

/** A replacement to its end: CloudFormation deletes the old certificate when the new one is in its place. */
async function replaced(
  deployment: Deployment,
  properties: Record<string, unknown>,
  { from, before }: { readonly from: string; readonly before: Record<string, unknown> },
): Promise<string> {
  const { cloudFormation } = deployment;
  const update = await cloudFormation.update(deployment.properties(properties), {
    physicalResourceId: from,
    event: { OldResourceProperties: deployment.properties(before) },
  });
  deployment.expectSuccess(update);
  const deletion = { physicalResourceId: from };
  deployment.expectSuccess(await cloudFormation.delete(deployment.properties(before), deletion));
  return update.physicalResourceId;
}

/** A token that is used twice within the hour is answered with what it made at first, whatever that is by now. */
function expectTokensUsedOnce({ emulator, timeline }: Deployment): void {
  const requests = emulator.history.filter(({ operation }) => operation === 'RequestCertificate');
  const tokens = requests.map(({ input }) => (input as RequestCertificateRequest).IdempotencyToken);
  expect(new Set(tokens).size).toBe(requests.length);
  expect(timeline.elapsed).toBeLessThan(HOUR_SECONDS);
}

/** The names of the only certificate there is, and its ARN. */
function onlyCertificate(deployment: Deployment): { arn: string; names: readonly string[] } {
  const all = deployment.emulator.certificates();
  expect(all).toHaveLength(1);
  const [{ certificateArn: arn, names, status }] = all as [(typeof all)[0]];
  expect(status).toBe('ISSUED');
  return { arn, names };
}

test('Names that are changed and changed back within the hour are on the certificate each time', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId: first } = await deployment.created(A);
  const second = await replaced(deployment, B, { from: first, before: A });
  expect(onlyCertificate(deployment)).toEqual({ arn: second, names: [DOMAIN, `www.${DOMAIN}`] });
  const third = await replaced(deployment, A, { from: second, before: B });
  expect(onlyCertificate(deployment)).toEqual({ arn: third, names: [DOMAIN] });
  expect(new Set([first, second, third]).size).toBe(3);
  expectTokensUsedOnce(deployment);
});

test('A Region that is changed and changed back within the hour has the certificate each time', async () => {
  const deployment = await start(PROMPT);
  const elsewhere = { Region: 'us-east-1' };
  const { physicalResourceId: first } = await deployment.created();
  const second = await replaced(deployment, elsewhere, { from: first, before: {} });
  expect(second).toContain(':us-east-1:');
  const third = await replaced(deployment, {}, { from: second, before: elsewhere });
  expect(third).toContain(':eu-west-1:');
  expect(onlyCertificate(deployment).arn).toBe(third);
  expect(third).not.toBe(first);
  expectTokensUsedOnce(deployment);
});

test.each([
  ['the same names', A],
  ['other names', B],
])(
  'A certificate that is deleted and created again within the hour, with %s, is another one',
  async (_what, properties) => {
    const deployment = await start(PROMPT);
    const { physicalResourceId } = await deployment.created(A);
    const deletion = { physicalResourceId };
    deployment.expectSuccess(
      await deployment.cloudFormation.delete(deployment.properties(A), deletion),
    );
    const again = await deployment.created(properties);
    expect(again.physicalResourceId).not.toBe(physicalResourceId);
    const names = [DOMAIN, ...(properties === B ? [`www.${DOMAIN}`] : [])];
    expect(onlyCertificate(deployment)).toEqual({ arn: again.physicalResourceId, names });
    expectTokensUsedOnce(deployment);
  },
);

/** A certificate of another resource of the stack, which ACM may hand back. */
async function foreign(deployment: Deployment): Promise<string> {
  const properties = deployment.properties({ DomainName: `foreign.${DOMAIN}` });
  const outcome = await deployment.cloudFormation.create(properties, {
    logicalResourceId: 'Foreign',
  });
  deployment.expectSuccess(outcome);
  return outcome.physicalResourceId;
}

test('A create that ACM answers with a certificate for other names requests another, and leaves that one alone', async () => {
  const deployment = await start(PROMPT);
  const other = await foreign(deployment);
  deployment.emulator.answerNextRequest(other);
  const { physicalResourceId } = await deployment.created();
  expect(deployment.emulator.certificates()).toHaveLength(2);
  expect(deployment.emulator.certificates()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ certificateArn: other, names: [`foreign.${DOMAIN}`] }),
      expect.objectContaining({ certificateArn: physicalResourceId, names: [DOMAIN] }),
    ]),
  );
});

test('A create that ACM answers with a certificate that was deleted requests another', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId: deleted } = await deployment.created();
  await deployment.deleteBehindItsBack(deleted);
  deployment.emulator.answerNextRequest(deleted);
  const { physicalResourceId } = await deployment.created();
  expect(onlyCertificate(deployment)).toEqual({ arn: physicalResourceId, names: [DOMAIN] });
});

test('A create that ACM answers with certificates for other names again and again fails, and its rollback deletes none', async () => {
  const deployment = await start(PROMPT);
  const other = await foreign(deployment);
  for (let answers = 0; answers < 10; answers += 1) deployment.emulator.answerNextRequest(other);
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: NEVER_REQUESTED });
  expect(outcome.reason).toMatch(/\[ANOTHER_CERTIFICATE\]$/);
  const { physicalResourceId } = outcome;
  const deletion = { physicalResourceId };
  deployment.expectSuccess(
    await deployment.cloudFormation.delete(deployment.properties(), deletion),
  );
  expect(deployment.certificates()).toEqual([{ arn: other, status: 'ISSUED' }]);
});

test('A create whose second request gets no answer comes to the same certificate, not to the one that ACM named at first', async () => {
  const deployment = await start(PROMPT);
  const other = await foreign(deployment);
  deployment.emulator.answerNextRequest(other);
  const before = deployment.calls('RequestCertificate');
  deployment.network.onCall = ({ operation }) =>
    operation === 'RequestCertificate' && deployment.calls(operation) === before + 1
      ? { fail: 'ECONNRESET', reached: true }
      : 'pass';
  const { physicalResourceId } = await deployment.created();
  expect(physicalResourceId).not.toBe(other);
  expect(deployment.calls('RequestCertificate')).toBe(before + 3);
  expect(deployment.certificates()).toHaveLength(2);
});

test('An update that ACM answers with the certificate that it replaces requests another, and that one goes on serving', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId: old } = await deployment.created();
  deployment.emulator.answerNextRequest(old);
  const update = await deployment.cloudFormation.update(deployment.properties(B), {
    physicalResourceId: old,
  });
  deployment.expectSuccess(update);
  expect(update.physicalResourceId).not.toBe(old);
  expect(deployment.certificates()).toHaveLength(2);
});

test('An update that ACM answers with certificates for other names again and again fails, and keeps what is there', async () => {
  const deployment = await start(PROMPT);
  const other = await foreign(deployment);
  const { physicalResourceId } = await deployment.created();
  for (let answers = 0; answers < 10; answers += 1) deployment.emulator.answerNextRequest(other);
  const update = await deployment.cloudFormation.update(deployment.properties(B), {
    physicalResourceId,
  });
  expect(update).toMatchObject({ status: 'FAILED', physicalResourceId });
  const arns = deployment.certificates().map(({ arn }) => arn);
  expect(new Set(arns)).toEqual(new Set([other, physicalResourceId]));
});

test('A certificate that is requested anew because it is gone is not the one that is gone, though ACM may name it', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId: gone } = await deployment.created();
  await deployment.deleteBehindItsBack(gone);
  deployment.emulator.answerNextRequest(gone);
  const hostedZoneId = deployment.emulator.createHostedZone(DOMAIN);
  const HostedZones = [{ HostedZoneId: hostedZoneId, Name: DOMAIN }];
  const update = await deployment.cloudFormation.update(deployment.properties({ HostedZones }), {
    physicalResourceId: gone,
  });
  deployment.expectSuccess(update);
  expect(onlyCertificate(deployment).arn).toBe(update.physicalResourceId);
});
