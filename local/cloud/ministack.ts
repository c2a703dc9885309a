// MiniStack: CloudFormation, Lambda, Step Functions, S3 and the rest of AWS but for ACM, on 127.0.0.1.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localEnvironment } from './environment';
import { Problem } from './problem';
import { run, STOPPED, type Finished } from './processes';

const PROGRAM = path.join(__dirname, 'lifeline.py');
/** It answers after a second or two; the rest is for a busy machine. */
const STARTS_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 200;
const ADVICE = 'try again; if that does not help, delete the folder .local/venv first';

export interface MiniStackOptions {
  /** The Python that it is installed in. */
  readonly python: string;
  /** Where it may write; nothing else on the machine is touched. */
  readonly folder: string;
  readonly port: number;
  /** Where its Lambda functions find ACM. */
  readonly acmEndpoint: string;
  /** A folder of packages that its Lambda functions may require; MiniStack has none, Lambda's Node.js has the AWS SDK. */
  readonly lambdaModules?: string | undefined;
}

export interface MiniStack {
  /** Resolves with what to tell people when it ends, asked to or not. */
  readonly ended: Promise<Problem>;
}

/**
 * Resolves when MiniStack answers requests and says that it enforces IAM; rejects with a Problem if it ends before, or
 * does not in time.
 */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const { python, folder, port, acmEndpoint, lambdaModules } = options;
  const endpoint = `http://127.0.0.1:${port}`;
  const log = path.join(folder, 'ministack.log');
  const ended = run(python, [PROGRAM], {
    lifeline: true,
    env: {
      ...localEnvironment(),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      TMPDIR: path.join(folder, 'tmp'),
      STATE_DIR: path.join(folder, 'state'),
      S3_DATA_DIR: path.join(folder, 's3'),
      LAMBDA_EXECUTOR: 'local',
      // It enforces IAM: identity, trust and resource policies; Lambda functions run as their roles.
      AUTH: 'true',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_ACM: acmEndpoint,
      ...(lambdaModules !== undefined && { NODE_PATH: lambdaModules }),
    },
    onLine: (line) => {
      appendFileSync(log, `${line}\n`);
    },
  });
  let gone: Finished | undefined;
  void ended.then((finished) => (gone = finished));
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline && gone === undefined) {
    if (await enforcesIam(endpoint)) return { ended: ended.then(endOf) };
    await sleep(ASK_EVERY_MS);
  }
  if (gone !== undefined) throw endOf(gone);
  const seconds = STARTS_WITHIN_MS / 1000;
  const problem = `MiniStack did not answer at ${endpoint}, with IAM enforced, within ${seconds} s`;
  throw new Problem(problem, ADVICE);
}

function endOf({ code, output }: Finished): Problem {
  const how = code === STOPPED ? 'was ended by a signal' : `ended with code ${code}`;
  return new Problem(`MiniStack ${how}`, ADVICE, output);
}

/** Whether it answers and, by its own word, enforces IAM. */
export async function enforcesIam(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`);
    const { auth } = (await response.json()) as { auth?: unknown };
    return response.ok && auth === 'enabled';
  } catch {
    return false;
  }
}
