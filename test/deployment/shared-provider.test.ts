// A certificate whose stack has no functions of its own: those of another stack act as a role of its stack.
import { PROMPT, startsDeployments } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();

test('A certificate of a served stack is created, updated and deleted as the role of its stack', async () => {
  const deployment = await start(PROMPT);
  const served = deployment.iam.propertiesOfServedStack();
  const { physicalResourceId } = await deployment.created(served);
  const others = { ...served, SubjectAlternativeNames: [`www.${DOMAIN}`] };
  const update = await deployment.cloudFormation.update(deployment.properties(others), {
    physicalResourceId,
  });
  deployment.expectSuccess(update);
  for (const id of [physicalResourceId, update.physicalResourceId]) {
    const remove = await deployment.cloudFormation.delete(deployment.properties(others), {
      physicalResourceId: id,
    });
    deployment.expectSuccess(remove);
  }
  expect(deployment.certificates()).toEqual([]);
  const [first] = deployment.emulator.history.map(({ operation }) => operation);
  expect(first).toBe('AssumeRole');
});

test('A role of a served stack that is gone fails the create, which names it and who wants to assume it', async () => {
  const deployment = await start(PROMPT);
  const { StepRoleArn } = deployment.iam.propertiesOfServedStack();
  const roleArn = String(StepRoleArn).replace(':role/', ':role/Gone');
  const { status, reason } = await deployment.cloudFormation.create(
    deployment.properties({ StepRoleArn: roleArn }),
  );
  expect(status).toBe('FAILED');
  expect(reason).toContain(`sts:AssumeRole of ${roleArn}: AccessDenied`);
  expect(reason).toContain(`let ${deployment.iam.deployed.roleArn('StepRole')} assume it`);
});
