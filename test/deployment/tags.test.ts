// Tags: with the request, and changed in place.
import {
  ACMClient,
  AddTagsToCertificateCommand,
  RemoveTagsFromCertificateCommand,
} from '@aws-sdk/client-acm';
import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../../contract/constants';
import { MINUTE, PROMPT, startsDeployments, type Deployment } from '../support/deployment';
import { REGION } from '../support/names';

const start = startsDeployments();

const tagged = (tags: Record<string, string>): Record<string, unknown> => ({
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

/** The tags of the only certificate, but for those that say whose it is. */
function tagsIn({ emulator }: Deployment): Record<string, string> {
  const [certificate] = emulator.certificates();
  const { [STACK_TAG]: stack, [RESOURCE_TAG]: resource, ...tags } = certificate?.tags ?? {};
  expect([stack, resource]).not.toContain(undefined);
  return tags;
}

/** Somebody in the console. */
function byHand({ emulator: { requestHandler } }: Deployment): ACMClient {
  const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
  return new ACMClient({ region: REGION, credentials, requestHandler });
}

const tagCalls = ({ emulator }: Deployment): string[] =>
  emulator.history
    .map(({ operation }) => operation)
    .filter((each) => /^(Add|Remove)Tags/.test(each));

test('A certificate has its tags from the request on, so that no policy that asks for them refuses it', async () => {
  const deployment = await start();
  await deployment.created(tagged({ team: 'web', empty: '' }));
  expect(tagsIn(deployment)).toEqual({ team: 'web', empty: '' });
  expect(tagCalls(deployment)).toEqual([]);
});

test('Tags are changed in place, and what is new is there before anything is removed', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(
    tagged({ team: 'web', stage: 'test', cost: '1' }),
  );
  const update = await deployment.cloudFormation.update(
    deployment.properties(tagged({ team: 'shop', stage: 'test', owner: 'me' })),
    { physicalResourceId },
  );
  deployment.expectSuccess(update);
  expect(update).toMatchObject({ physicalResourceId });
  expect(tagsIn(deployment)).toEqual({ team: 'shop', stage: 'test', owner: 'me' });
  expect(tagCalls(deployment)).toEqual(['AddTagsToCertificate', 'RemoveTagsFromCertificate']);
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('Tags that others have added to a certificate stay', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(tagged({ team: 'web' }));
  await byHand(deployment).send(
    new AddTagsToCertificateCommand({
      CertificateArn: physicalResourceId,
      Tags: [{ Key: 'scanned', Value: 'yes' }],
    }),
  );
  const update = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(update);
  expect(tagsIn(deployment)).toEqual({ scanned: 'yes' });
});

test('An update whose tags are as they are changes none', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(tagged({ team: 'web' }));
  const same = deployment.properties(tagged({ team: 'web' }));
  deployment.expectSuccess(await deployment.cloudFormation.update(same, { physicalResourceId }));
  expect(tagCalls(deployment)).toEqual([]);
});

test('Twenty-five tags are exchanged for twenty-five others, though a certificate has no room for all of them', async () => {
  const deployment = await start();
  const tags = (prefix: string): Record<string, unknown> =>
    tagged(Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`${prefix}${n}`, 'x'])));
  const { physicalResourceId } = await deployment.created(tags('old'));
  const update = await deployment.cloudFormation.update(deployment.properties(tags('new')), {
    physicalResourceId,
  });
  deployment.expectSuccess(update);
  expect(Object.keys(tagsIn(deployment)).filter((key) => !key.startsWith('new'))).toEqual([]);
  expect(Object.keys(tagsIn(deployment))).toHaveLength(25);
});

test('A removal policy that is changed replaces nothing: the certificate is marked as kept, and as not kept again', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const kept = deployment.properties({ Retain: 'true' });
  const keeping = await deployment.cloudFormation.update(kept, { physicalResourceId });
  deployment.expectSuccess(keeping);
  expect(tagsIn(deployment)).toEqual({ [RETAIN_TAG]: 'true' });
  const letting = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(letting);
  expect(tagsIn(deployment)).toEqual({});
  expect([keeping, letting]).toMatchObject([{ physicalResourceId }, { physicalResourceId }]);
});

test('A certificate whose owner tags somebody has removed can be deleted after the next update', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  await byHand(deployment).send(
    new RemoveTagsFromCertificateCommand({
      CertificateArn: physicalResourceId,
      Tags: [{ Key: STACK_TAG }],
    }),
  );
  const same = deployment.properties();
  deployment.expectSuccess(await deployment.cloudFormation.update(same, { physicalResourceId }));
  deployment.expectSuccess(await deployment.cloudFormation.delete(same, { physicalResourceId }));
  expect(deployment.certificates()).toEqual([]);
});

test('An update succeeds although ACM refuses a tag, and says so', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  deployment.emulator.fail({
    operation: 'AddTagsToCertificate',
    error: 'TagPolicyException',
    status: 400,
    times: 1,
  });
  const update = await deployment.cloudFormation.update(
    deployment.properties(tagged({ team: 'web' })),
    { physicalResourceId },
  );
  deployment.expectSuccess(update);
  expect(update).toMatchObject({ physicalResourceId });
  expect(update.reason).toContain('TagPolicyException');
  expect(update.reason).toContain('[TAGS_NOT_CHANGED]');
});

test('Tags are changed at once, and not only when a certificate that is pending is issued', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 30 * MINUTE });
  void deployment.cloudFormation.create(deployment.properties());
  await deployment.timeline.at(10, () => undefined);
  const [{ arn: physicalResourceId } = { arn: '' }] = deployment.certificates();
  void deployment.cloudFormation.update(deployment.properties(tagged({ team: 'web' })), {
    physicalResourceId,
  });
  await deployment.timeline.at(60, () => undefined);
  expect(tagsIn(deployment)).toEqual({ team: 'web' });
});

test('A cancelled change of tags is undone by the update that follows', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(tagged({ team: 'web' }));
  const [before, after] = [tagged({ team: 'web' }), tagged({ squad: 'web' })].map((tags) =>
    deployment.properties(tags),
  );
  deployment.emulator.fail({
    operation: 'RemoveTagsFromCertificate',
    error: 'ThrottlingException',
    status: 400,
    untilMs: deployment.timeline.clock.now() + MINUTE * 1000,
  });
  const began = deployment.timeline.elapsed;
  void deployment.cloudFormation.update(after!, { physicalResourceId });
  const rollback = await deployment.timeline.at(began + MINUTE, () =>
    deployment.cloudFormation.update(before!, { physicalResourceId }),
  );
  deployment.expectSuccess(rollback);
  expect(tagsIn(deployment)).toEqual({ team: 'web' });
  expect(deployment.certificates()).toHaveLength(1);
});
