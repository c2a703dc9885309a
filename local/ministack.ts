// MiniStack: CloudFormation, Lambda, Step Functions, S3 and the rest of AWS but for ACM, on 127.0.0.1.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem';
import { environmentWithoutAws, run, type Finished } from './processes';

const STARTS_WITHIN = 30_000;

export interface MiniStackOptions {
  /** Where its programs are. */
  readonly programs: string;
  /** Where it may write; nothing else on the machine is touched. */
  readonly folder: string;
  readonly port: number;
  /** Where its Lambda functions find ACM. */
  readonly acmEndpoint: string;
}

/** @returns its endpoint, when it answers */
export async function startMiniStack(options: MiniStackOptions): Promise<string> {
  const { programs, folder, port, acmEndpoint } = options;
  const endpoint = `http://127.0.0.1:${port}`;
  const log = path.join(folder, 'ministack.log');
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const ended = run(path.join(programs, 'ministack'), [], {
    env: {
      ...environmentWithoutAws(),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      TMPDIR: temporary,
      STATE_DIR: path.join(folder, 'state'),
      S3_DATA_DIR: path.join(folder, 's3'),
      LAMBDA_EXECUTOR: 'local',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_ACM: acmEndpoint,
    },
    onLine: (line) => {
      appendFileSync(log, `${line}\n`);
    },
  });
  let gone: Finished | undefined;
  void ended.then((finished) => (gone = finished));
  const deadline = Date.now() + STARTS_WITHIN;
  while (Date.now() < deadline && gone === undefined) {
    if (await isHealthy(endpoint)) return endpoint;
    await sleep(200);
  }
  throw new Problem(
    gone === undefined
      ? `MiniStack did not answer at ${endpoint} within ${STARTS_WITHIN / 1000} s`
      : `MiniStack ended with code ${gone.code}`,
    'see what it printed, above; if its installation is broken, delete the folder .local and try again',
    gone?.output,
  );
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`);
    return response.ok;
  } catch {
    return false;
  }
}
