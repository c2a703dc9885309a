// What a custom resource is sent, and what CloudFormation makes of its response.
import { certificate, Scripted } from './scripted';

test('A request tells who it is for, in strings, and is signed when it is made', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site', { region: 'eu-central-1' });
  const properties = { ServiceTimeout: 3600, Export: true, Names: ['a'], Zones: [{ Depth: 2 }] };
  await stack.create({ Cert: { type: 'certificate', properties } });
  const [event] = scripted.events;
  expect(event).toMatchObject({
    RequestType: 'Create',
    StackId: stack.identity.id,
    LogicalResourceId: 'Cert',
    ResourceType: 'Custom::AcmCertificate',
    ResourceProperties: {
      ServiceTimeout: '3600',
      Export: 'true',
      Names: ['a'],
      Zones: [{ Depth: '2' }],
    },
  });
  expect(event).not.toHaveProperty('PhysicalResourceId');
  expect(event).not.toHaveProperty('OldResourceProperties');
  const url = new URL(event!.ResponseURL);
  expect(url.protocol).toBe('https:');
  expect(url.host).toBe(
    'cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com',
  );
  const signed = scripted.timeline.clock.now() - 1000;
  expect(url.searchParams.get('X-Amz-Date')).toBe(
    new Date(signed).toISOString().replace(/[-:]|\.\d{3}/g, ''),
  );
});

test.each([
  ['us-east-1', 'cloudformation-custom-resource-response-useast1.s3.amazonaws.com'],
  ['cn-north-1', 'cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn'],
])("A response goes to %s's own bucket", async (region, host) => {
  const scripted = new Scripted();
  await scripted.model.stack('Site', { region }).create({ Cert: certificate() });
  expect(new URL(scripted.events[0]!.ResponseURL).host).toBe(host);
});

test.each([
  ['of 4097 bytes', { PhysicalResourceId: 'x', Reason: 'é'.repeat(2100) }, 'too long'],
  ['for another stack', { StackId: 'other' }, 'Invalid StackId'],
  ['for another request', { RequestId: 'other' }, 'Invalid RequestId'],
  ['without a physical id', { PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
  ['with too long a physical id', { PhysicalResourceId: 'x'.repeat(1025) }, 'Invalid Physical'],
  ['that failed without a reason', { Status: 'FAILED' as const, Reason: '' }, 'Reason is required'],
])('A response %s is a failure', async (_what, reply, reason) => {
  const scripted = new Scripted();
  scripted.replies = ({ RequestType }) => (RequestType === 'Create' ? reply : {});
  const stack = scripted.model.stack('Site');
  expect(await stack.create({ Cert: certificate() })).toBe('ROLLBACK_COMPLETE');
  expect(scripted.reason('Cert')).toContain(reason);
  expect(scripted.sent[1]).toMatch(/^Delete Cert Site-Cert-[0-9A-Z]{12}$/);
});

test('A request without a response fails when its timeout is over', async () => {
  const scripted = new Scripted();
  scripted.replies = ({ RequestType }) => (RequestType === 'Create' ? undefined : {});
  const stack = scripted.model.stack('Site');
  await stack.create({ Cert: certificate() });
  const [request] = scripted.model.requests.all;
  expect(request!.endSeconds! - request!.seconds).toBe(3600);
  expect(scripted.reason('Cert')).toContain('CloudFormation did not receive a response');
});

test('A timeout of its own is kept', async () => {
  const scripted = new Scripted();
  scripted.replies = ({ RequestType }) => (RequestType === 'Create' ? undefined : {});
  const properties = { ServiceTimeout: 60 };
  await scripted.model.stack('Site').create({ Cert: { type: 'certificate', properties } });
  const [request] = scripted.model.requests.all;
  expect(request!.endSeconds! - request!.seconds).toBe(60);
});

test('Only the first response counts, and S3 takes the others all the same', async () => {
  const scripted = new Scripted();
  const stack = scripted.model.stack('Site');
  expect(await stack.create({ Cert: certificate() })).toBe('CREATE_COMPLETE');
  expect(scripted.put(0, scripted.body(0, { Status: 'FAILED' }))).toBe(200);
  expect(stack.status).toBe('CREATE_COMPLETE');
  expect(scripted.model.requests.all[0]!.answers).toMatchObject([
    { accepted: true },
    { accepted: false },
  ]);
});

test.each([
  ['another method', 'POST', {}],
  ['a content type', 'PUT', { 'content-type': 'application/json' }],
])('S3 refuses a response with %s', async (_what, method, headers) => {
  const scripted = new Scripted();
  await scripted.model.stack('Site').create({ Cert: certificate() });
  expect(scripted.put(0, scripted.body(0), method, headers)).toBe(403);
});

test('S3 refuses a response two hours after the request', async () => {
  const scripted = new Scripted();
  await scripted.model.stack('Site').create({ Cert: certificate() });
  expect(await scripted.at(7202, () => scripted.put(0, scripted.body(0)))).toBe(403);
});
