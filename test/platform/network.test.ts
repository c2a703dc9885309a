// The network: what becomes of a call on its way, and who may make it.
import { startsDeployments } from '../support/deployment';
import type { Fate } from '../support/network';

const start = startsDeployments();

const REQUEST = {
  method: 'POST',
  host: '',
  target: '/',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: '',
};

const refused = { status: 400, error: 'ThrottlingException', message: 'Rate exceeded' };

test.each<[string, string, Fate, string]>([
  ['refused in JSON', 'DescribeCertificate', refused, 'ThrottlingException'],
  [
    'refused in XML',
    'ChangeResourceRecordSets',
    { status: 400, error: 'Throttling' },
    'Throttling',
  ],
  ['lost on the way', 'DescribeCertificate', { fail: 'ECONNRESET', reached: false }, 'hang up'],
  ['cut off', 'DescribeCertificate', { fail: 'ETIMEDOUT', reached: false }, 'connect ETIMEDOUT'],
])('A create goes on when a call is %s, and the log says why', async (_case, called, fate, why) => {
  const deployment = await start();
  let calls = 0;
  deployment.network.onCall = ({ operation }) =>
    operation === called && (calls += 1) === 1 ? fate : 'pass';
  await deployment.created();
  expect(deployment.step.log.join('\n')).toContain(why);
});

test('A response that arrived, and of which Step never heard, is sent once more and does no harm', async () => {
  const deployment = await start();
  let puts = 0;
  deployment.network.onCall = ({ operation }) =>
    operation === 'PUT' && (puts += 1) === 1 ? { fail: 'ECONNRESET', reached: true } : 'pass';
  const { physicalResourceId } = await deployment.created();
  await deployment.timeline.quiet();
  const { responses } = deployment.cloudFormation;
  expect(responses).toHaveLength(2);
  expect(new Set(responses).size).toBe(1);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('A call takes time there and back', async () => {
  const deployment = await start({}, { oneWayMs: () => 250 });
  // Intake starts the execution on the way there; Step then sends the response.
  const { seconds } = await deployment.cloudFormation.create(
    deployment.properties({ DomainName: '' }),
  );
  expect(seconds).toBe(0.5);
});

test('A host that does not exist is not found, which takes time too', async () => {
  const { network, timeline } = await start();
  const request = { ...REQUEST, host: 'acm.eu-nowhere-1.example' };
  await expect(network.send(request, 'step')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(timeline.elapsed).toBe(0.04);
});

test('Intake may start executions and nothing else: what it is not given is denied', async () => {
  const { stepFunctions, stateMachine } = await start();
  const answer = stepFunctions.answer({
    from: 'intake',
    operation: 'ListExecutions',
    request: {
      ...REQUEST,
      headers: { 'x-amz-target': 'AWSStepFunctions.ListExecutions' },
      body: JSON.stringify({ stateMachineArn: stateMachine.arn }),
    },
  });
  expect(JSON.parse(answer.body)).toMatchObject({
    __type: 'AccessDeniedException',
    message: expect.stringContaining('states:ListExecutions') as string,
  });
});
