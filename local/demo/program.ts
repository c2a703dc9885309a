// What the commands that use the local cloud have in common: they stop in good order, and say what went wrong.
import { startCloud, type Cloud, type CloudOptions } from '../cloud/cloud';
import { Problem } from '../cloud/problem';
import { stopAll } from '../cloud/processes';
import { colours } from './colours';
import { exitCodeOf, interruptible, type Interruption } from './interruption';
import type { Narrator } from './narrator';

/** Runs the whole of a command. Its exit code is 0 only if `work` has ended without an error. */
export async function runProgram(
  narrator: Narrator,
  work: (interruption: Interruption) => Promise<void>,
): Promise<void> {
  const interruption = interruptible(() => {
    narrator.say('interrupted: stopping');
    void stopAll();
  });
  try {
    await work(interruption);
  } catch (error) {
    process.exitCode = interruption.aborted ? exitCodeOf(interruption) : 1;
    if (!interruption.aborted) explain(error);
  }
  if (interruption.aborted) narrator.say('everything is stopped and cleaned up');
}

/** Starts the local cloud and stops it whatever happens; `act` ends early if the cloud breaks down. */
export async function withCloud(
  options: CloudOptions,
  act: (cloud: Cloud) => Promise<void>,
): Promise<void> {
  const cloud = await startCloud(options);
  const brokenDown = cloud.breakdown.then((problem) => Promise.reject(problem));
  try {
    await Promise.race([act(cloud), brokenDown]);
  } finally {
    await cloud.stop();
  }
}

function explain(error: unknown): void {
  if (!(error instanceof Problem)) {
    console.error(error);
    return;
  }
  if (error.output !== '') console.error(`\n${colours.dim(error.output)}`);
  console.error(`\n${colours.red(error.message)}\n${error.advice}`);
}
