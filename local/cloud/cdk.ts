// The real CDK CLI, the one in this project's node_modules. It gets the local cloud's endpoints and keys, and
// none of the user's AWS settings, configuration files or caches.
import path from 'node:path';
import type { Cloud } from './cloud';
import { localEnvironment } from './environment';
import { Problem } from './problem';
import { run } from './processes';

const CDK = path.join(__dirname, '..', '..', 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** The example takes half a minute. A CI's limit is longer, so that a command that hangs is still explained. */
const LONGEST_MS = 15 * 60_000;

const QUIET = ['--no-notices', '--no-version-reporting', '--no-path-metadata', '--no-color'];

/** Of `cdk deploy`: nobody is asked, and every event of CloudFormation is printed. */
export const DEPLOY_OPTIONS = ['--require-approval', 'never', '--progress', 'events'];

type Context = Readonly<Record<string, string>>;

/** What tells the CDK CLI which app to run, and the app what it is to know. */
export function appOptions(command: string, context: Context): string[] {
  return ['--app', command, ...contextOptions(context)];
}

export function contextOptions(context: Context): string[] {
  return Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export interface CdkPlace extends Pick<Cloud, 'environment' | 'folder'> {
  /** Where it looks for cdk.json, and writes what it has looked up; the working directory by default. */
  readonly cwd?: string;
}

/** Runs `cdk` to its end; every line that it prints goes to `onLine`. */
export async function cdk(
  cloud: CdkPlace,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const output = ['--output', path.join(cloud.folder, 'cdk.out')];
  const { code, output: printed } = await run(
    process.execPath,
    [CDK, ...args, ...output, ...QUIET],
    {
      env: {
        ...localEnvironment(),
        ...cloud.environment,
        CDK_HOME: path.join(cloud.folder, 'cdk-home'),
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: 'true',
        TMPDIR: path.join(cloud.folder, 'tmp'),
        AWS_CONFIG_FILE: path.join(cloud.folder, 'no-config'),
        AWS_SHARED_CREDENTIALS_FILE: path.join(cloud.folder, 'no-credentials'),
        AWS_EC2_METADATA_DISABLED: 'true',
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      },
      ...(cloud.cwd !== undefined && { cwd: cloud.cwd }),
      onLine,
      withinMs: LONGEST_MS,
    },
  );
  if (code === 0) return;
  throw new Problem(
    `cdk ${args[0] ?? ''} ended with code ${code}`,
    'see the end of what it printed, above',
    withoutProgress(printed),
  );
}

/** Only the CDK CLI's summary of what failed, if there is one: the events before it were shown as they came. */
function withoutProgress(printed: string): string {
  return printed.slice(Math.max(0, printed.indexOf('Failed resources:')));
}
