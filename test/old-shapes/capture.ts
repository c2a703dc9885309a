// npm run old-shapes -- VERSION: writes down what the built handlers know at the moments of scenarios.ts, into a folder of
// that version. Run for every release; what is written is never changed afterwards.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Deployment } from '../support/deployment';
import { certificateDefinition } from '../support/synth';
import { fileOf, momentOf, type Moment } from './moment';
import { LISTENER, type Scenario } from './scenario';
import { SCENARIOS } from './scenarios';

async function capture(scenario: Scenario): Promise<Moment> {
  const deployment = await Deployment.start(scenario.timings, { judgesIam: false });
  const { emulator, timeline } = deployment;
  const physicalResourceId = (await scenario.before?.(deployment))?.physicalResourceId ?? '';
  if (scenario.isUsed) emulator.attach(physicalResourceId, LISTENER);
  void scenario.request(deployment, physicalResourceId);
  await timeline.sleep(scenario.afterSeconds);
  const moment = momentOf(deployment);
  await deployment.close();
  return moment;
}

async function main(): Promise<void> {
  const [version] = process.argv.slice(2);
  if (version === undefined) throw new Error('which version is it? npm run old-shapes -- 1.2.3');
  const folder = path.join(__dirname, version);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown): void => {
    writeFileSync(path.join(folder, fileOf(name)), `${JSON.stringify(content, undefined, 2)}\n`);
  };
  write('state machine', certificateDefinition());
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    const moment = await capture(scenario);
    const isUnderWay = moment.executions.some(({ status }) => status === 'RUNNING');
    console.log(`${name}: ${isUnderWay ? 'written' : 'over by then, not written'}`);
    if (isUnderWay) write(name, moment);
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
