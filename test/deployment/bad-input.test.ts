// Events and answers that are not as they should be.
import { about, INVENTED, MINUTE, PROMPT, startsDeployments } from '../support/deployment';
import { DOMAIN, nameOfLength } from '../support/names';

const start = startsDeployments();

test.each<[string, Record<string, unknown>, string]>([
  ['a missing property', { DomainName: undefined }, 'DomainName is missing'],
  [
    'a property of the wrong type',
    { SubjectAlternativeNames: DOMAIN },
    `SubjectAlternativeNames is '${DOMAIN}'`,
  ],
  [
    'a name beyond the limits',
    { DomainName: nameOfLength(72) },
    'has 72 characters, and the first name at most 64',
  ],
  [
    'a name that no zone covers',
    { DomainName: 'www.example.org' },
    "no hosted zone covers 'www.example.org'",
  ],
])('A create with %s fails at once, with nothing requested', async (_case, properties, reason) => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.create(deployment.properties(properties));
  expect(outcome).toMatchObject({ status: 'FAILED', seconds: about(0) });
  expect(outcome.reason).toContain(reason);
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('An unknown RequestType is responded to and shown', async () => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.create(deployment.properties(), {
    event: { RequestType: 'Import' },
  });
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain("RequestType is 'Import'");
});

test.each([
  ['answers 403', [403]],
  ['answers nothing', [0]],
])('A ResponseURL that %s is tried a few times, then given up', async (_case, urlStatuses) => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.create(deployment.properties(), {
    urlStatuses,
  });
  expect(outcome.status).toBe('NO RESPONSE');
  const [execution] = deployment.stateMachine.executions;
  expect(execution).toMatchObject({ status: 'FAILED' });
  expect(execution?.path.at(-1)).toBe('Undelivered');
  // Nobody was told of it, so CloudFormation's own delete must find it.
  const remove = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId: INVENTED,
  });
  deployment.expectSuccess(remove);
  expect(deployment.certificates()).toEqual([]);
});

test('A ResponseURL that fails at first gets the response later, and nothing is done twice', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
    urlStatuses: [503, 0, 200],
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId, seconds: about(3) });
  expect(deployment.calls('DeleteCertificate')).toBe(1);
});

test('A response that is decided does not change while it is delivered', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 55 * MINUTE + 3 });
  const outcome = await deployment.cloudFormation.create(deployment.properties(), {
    urlStatuses: [503, 503, 503, 200],
  });
  expect(deployment.certificates()[0]?.status).toBe('ISSUED');
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('is still PENDING_VALIDATION');
});

test('An event with nowhere to respond to ends at once, with nothing requested', async () => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.create(deployment.properties(), {
    event: { ResponseURL: `ftp://${DOMAIN}` },
  });
  expect(outcome.status).toBe('NO RESPONSE');
  expect(deployment.stateMachine.executions[0]?.path.at(-1)).toBe('Undelivered');
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('The presigned URL is in no log', async () => {
  const deployment = await start();
  await deployment.cloudFormation.create(deployment.properties(), { urlStatuses: [403] });
  await deployment.cloudFormation.create(deployment.properties({ DomainName: '' }));
  // A URL that cannot be parsed is in the message of the error.
  await deployment.cloudFormation.create(deployment.properties(), {
    event: { ResponseURL: 'https://[/cloudformation-custom-resource-response?X-Amz-Signature=0' },
  });
  deployment.stateMachineUnavailable = 1;
  await deployment.created();
  const log = [...deployment.intake.log, ...deployment.step.log].join('\n');
  expect(log).toContain('did not answer (TypeError)');
  expect(log).toContain('AccessDeniedException');
  expect(log).not.toMatch(/X-Amz-|cloudformation-custom-resource-response/);
});
