// The demo's command line. Pure: arguments and environment in, options or a Problem out.
import { parseArgs } from 'node:util';
import { Problem } from '../cloud/problem';

export const USAGE = `usage: npm run demo -- [--keep] [--port N]

  --keep     leave everything running until Ctrl-C, and print how to point the AWS CLI and the CDK CLI at it
  --port N   where MiniStack listens on 127.0.0.1; a free port by default
`;

export interface Options {
  readonly keep: boolean;
  readonly port?: number;
}

export function optionsOf(args: readonly string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const taken = ['keep', 'port'].find((name) => env[`npm_config_${name}`] !== undefined);
  if (taken !== undefined) {
    throw new Problem(`npm has taken --${taken} for itself`, 'write npm run demo -- --keep');
  }
  const { keep, port, help } = parse(args);
  if (help) return 'help';
  if (port === undefined) return { keep };
  const number = Number(port);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return { keep, port: number };
  throw new Problem(`--port is '${port}'`, 'give a whole number from 1 to 65535');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        keep: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), USAGE);
  }
}
