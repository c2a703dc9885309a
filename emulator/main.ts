// `npm run emulator -- --port N`: the emulator on its own, for the AWS CLI and other people's tools.
// It says where it listens and how to point a tool at it, and ends on Ctrl-C.
import { parseArgs } from 'node:util';
import { AWS_REGIONS, DEFAULT_TIMINGS, startEmulator } from './index';
import type { Timings } from './index';

const USAGE = `usage: npm run emulator -- [--port N] [--rates RATES] [--timing NAME=SECONDS]...

  --port N                where to listen on 127.0.0.1; a free port by default
  --rates RATES           how often an account may call: published (as AWS says; the default) or unlimited
  --timing NAME=SECONDS   one of these, shown with its default:
${Object.entries(DEFAULT_TIMINGS)
  .map(([name, seconds]: [string, number]) => `    ${name}=${seconds}`)
  .join('\n')}
`;

class UsageError extends Error {}

function portFrom(value: string): number {
  const port = Number(value);
  if (value !== '' && Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new UsageError(`--port must be a whole number from 0 to 65535, not '${value}'`);
}

function timingFrom(value: string): Partial<Timings> {
  const [name = '', seconds = ''] = value.split('=', 2);
  if (!Object.hasOwn(DEFAULT_TIMINGS, name)) {
    const names = Object.keys(DEFAULT_TIMINGS).join(', ');
    throw new UsageError(`--timing knows no '${name}'; it takes ${names}`);
  }
  if (seconds.trim() === '' || !(Number(seconds) >= 0)) {
    throw new UsageError(`--timing ${name} must be a number of seconds, not '${seconds}'`);
  }
  return { [name]: Number(seconds) };
}

function ratesFrom(value: string): 'published' | 'unlimited' {
  if (value === 'published' || value === 'unlimited') return value;
  throw new UsageError(`--rates must be published or unlimited, not '${value}'`);
}

interface Arguments {
  readonly help: boolean;
  readonly port: number;
  readonly rates: 'published' | 'unlimited';
  readonly timings: Partial<Timings>;
}

function argumentsFrom(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      rates: { type: 'string', default: 'published' },
      timing: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const timings = values.timing.reduce<Partial<Timings>>(
    (all, each) => ({ ...all, ...timingFrom(each) }),
    {},
  );
  const { help } = values;
  return { help, port: portFrom(values.port), rates: ratesFrom(values.rates), timings };
}

function greeting(endpoint: string): string {
  return `ACM, Route 53 and Parameter Store are emulated at ${endpoint}

export AWS_ENDPOINT_URL_ACM=${endpoint}
export AWS_ENDPOINT_URL_ROUTE_53=${endpoint}
export AWS_ENDPOINT_URL_SSM=${endpoint}
export AWS_ACCESS_KEY_ID=000000000000
export AWS_SECRET_ACCESS_KEY=anything
export AWS_DEFAULT_REGION=us-east-1

Stop it with Ctrl-C; nothing is kept.
`;
}

async function main(args: string[]): Promise<void> {
  const { help, port, rates, timings } = argumentsFrom(args);
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const emulator = startEmulator({
    enabledRegions: AWS_REGIONS,
    rates,
    timings,
  });
  const endpoint = await emulator.listen(port);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close());
  }
  process.stdout.write(greeting(endpoint));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (error instanceof UsageError || error instanceof TypeError) process.stderr.write(`\n${USAGE}`);
  process.exitCode = 1;
});
