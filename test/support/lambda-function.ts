// A Lambda function: the built bundle in a thread of its own, with an environment of its own and no access
// to the test. It can be made to die before or after it has done its work.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** What Step Functions and CloudFormation see of a function that failed. */
export class FunctionError extends Error {
  constructor(
    readonly errorType: string,
    message: string,
  ) {
    super(message);
  }
}

export type Death = 'BEFORE' | 'AFTER';

interface Outcome {
  readonly result?: unknown;
  readonly errorType?: string;
  readonly errorMessage?: string;
}

export class LambdaFunction {
  /** Every line the function wrote to its log. */
  readonly log: string[] = [];
  /** How often it was invoked. */
  invocations = 0;
  /** Decides whether the process dies in an invocation, which are counted from 1. */
  dies: (invocation: number) => Death | undefined = () => undefined;
  /** Whether the account has no concurrency left for it. */
  throttled: () => boolean = () => false;

  private worker: Worker | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly handler: 'intake' | 'step',
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** One at a time: a second event waits for the first. */
  invoke(event: unknown): Promise<unknown> {
    const turn = this.queue.then(() => this.run(event));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private async run(event: unknown): Promise<unknown> {
    if (this.throttled()) {
      throw new FunctionError('Lambda.TooManyRequestsException', 'Rate Exceeded.');
    }
    this.invocations += 1;
    const death = this.dies(this.invocations);
    const outcome = death === 'BEFORE' ? {} : await this.send(event);
    if (death !== undefined) {
      await this.close();
      throw new FunctionError('Runtime.ExitError', 'RequestId: ... Error: Runtime exited');
    }
    if (outcome.errorType !== undefined) {
      throw new FunctionError(outcome.errorType, outcome.errorMessage ?? '');
    }
    return outcome.result;
  }

  private send(event: unknown): Promise<Outcome> {
    const worker = (this.worker ??= this.start());
    const context = { logGroupName: '/test/log-group', logStreamName: 'stream' };
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (outcome: Outcome) => {
        worker.removeListener('error', reject);
        resolve(outcome);
      });
      worker.postMessage({ event, context });
    });
  }

  private start(): Worker {
    const bundle = path.join(__dirname, '../../build/handlers', this.handler, 'index.mjs');
    const worker = new Worker(path.join(__dirname, 'lambda-worker.mjs'), {
      env: { ...this.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      workerData: { bundle: pathToFileURL(bundle).href },
      stdout: true,
      stderr: true,
    });
    const keep = (chunk: Buffer): void => {
      this.log.push(...chunk.toString().split('\n').filter(Boolean));
    };
    worker.stdout.on('data', keep);
    worker.stderr.on('data', keep);
    return worker;
  }
}
