// Executions outlive an update of the functions: what an earlier version has begun, today's Step ends. The folders hold what
// each version knew in the middle of a request (capture.ts): alpha.1 before records, absences and failures had times, alpha.2
// when other executions were first listed, alpha.3 when an update first replaced, alpha.4 before tags of users and the removal
// of records.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startsDeployments } from '../support/deployment';
import type { Definition } from '../support/states-language';
import { continued, fileOf, type Moment } from './moment';
import { SCENARIOS } from './scenarios';

const start = startsDeployments();

const versions = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function read(version: string, name: string): unknown {
  return JSON.parse(readFileSync(path.join(__dirname, version, fileOf(name)), 'utf8'));
}

const moments = versions.flatMap((version) =>
  Object.keys(SCENARIOS)
    .filter((name) => readdirSync(path.join(__dirname, version)).includes(fileOf(name)))
    .map((name) => [version, name] as const),
);

test.each(moments)('What %s was about (%s) ends well', async (version, name) => {
  const scenario = SCENARIOS[name]!;
  const definition = read(version, 'state machine') as Definition;
  const deployment = await start(scenario.timings, { judgesIam: false, definition });
  const written = read(version, name) as Moment;
  const outcome = await continued(deployment, written, scenario);
  if (scenario.status === 'SUCCESS') deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ status: scenario.status });
  // No tick has crashed on what it was given.
  expect(deployment.stateMachine.executions.at(-1)?.path).not.toContain('GiveUp');
  scenario.expects?.(deployment);
  const arns = deployment.certificates().map(({ arn }) => arn);
  expect(arns).toHaveLength(scenario.leaves);
  if (scenario.leaves > 0) {
    expect(deployment.certificates()).toContainEqual({
      arn: outcome.physicalResourceId,
      status: 'ISSUED',
    });
  }
});

test('The version of the package has its moments', () => {
  const { version } = JSON.parse(
    readFileSync(path.join(__dirname, '../../package.json'), 'utf8'),
  ) as { version: string };
  const written = moments.filter(([each]) => each === version).map(([, name]) => name);
  expect(written).toEqual(Object.keys(SCENARIOS));
});
