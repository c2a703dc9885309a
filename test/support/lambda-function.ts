// A Lambda function: the built bundle in this process, in as many environments as there are invocations at once. Each
// has globals of its own and no access to the test. It can be made to die anywhere in its work.
import { ACCOUNT, REGION } from './names';
import { FunctionError } from './function-error';
import { LambdaEnvironment, type Death, type FunctionOptions } from './lambda-environment';

/** Whether an environment has to be made first. */
export type Start = 'COLD' | 'WARM';

export interface LambdaFunctionOptions extends Omit<FunctionOptions, 'log'> {
  /** How long it takes from the call until the handler runs. */
  readonly startMs: (start: Start) => number;
}

export class LambdaFunction {
  /** Every line the function wrote to its log. */
  readonly log: string[] = [];
  /** How often it was invoked. */
  invocations = 0;
  /** How many environments were made for it. */
  environments = 0;
  /** What all invocations took, from the call to the result. */
  billedMs = 0;
  /** How many of its environments have died. */
  deaths = 0;
  /** How often `throttled` turned an invocation away. */
  throttles = 0;
  /** Decides whether the process dies in an invocation, which are counted from 1. */
  dies: (invocation: number) => Death | undefined = lives;
  /** Whether the account has no concurrency left for it. */
  throttled: () => boolean = isNotThrottled;

  private readonly idle: LambdaEnvironment[] = [];

  constructor(private readonly options: LambdaFunctionOptions) {}

  /** @throws FunctionError */
  async invoke(event: unknown): Promise<unknown> {
    if (this.throttled()) {
      this.throttles += 1;
      throw new FunctionError('Lambda.TooManyRequestsException', 'Rate Exceeded.');
    }
    this.invocations += 1;
    const death = this.dies(this.invocations);
    const idle = this.idle.pop();
    const environment = idle ?? this.newEnvironment();
    const calledAt = this.options.timeline.clock.now();
    try {
      await this.start(idle === undefined ? 'COLD' : 'WARM');
      return await environment.invoke(JSON.stringify(event), death);
    } finally {
      this.billedMs += this.options.timeline.clock.now() - calledAt;
      if (environment.isAlive) this.idle.push(environment);
      else this.deaths += 1;
    }
  }

  /** What `dies` and `throttled` were made for and did not do. */
  outstandingFaults(): readonly string[] {
    const { name } = this.options;
    const faults: string[] = [];
    if (this.dies !== lives && this.deaths === 0) faults.push(`${name} never died`);
    if (this.throttled !== isNotThrottled && this.throttles === 0)
      faults.push(`${name} was never throttled`);
    return faults;
  }

  private async start(start: Start): Promise<void> {
    const startMs = this.options.startMs(start);
    if (startMs > 0) await this.options.timeline.sleep(startMs / 1000);
  }

  private newEnvironment(): LambdaEnvironment {
    this.environments += 1;
    const log = (line: string): void => {
      this.log.push(line);
    };
    return new LambdaEnvironment({ ...this.options, log });
  }
}

function lives(): undefined {
  return undefined;
}

function isNotThrottled(): boolean {
  return false;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export function lambdaEnvironment(
  name: string,
  { account = ACCOUNT, region = REGION } = {},
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: '/test/log-group',
    AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
    LAMBDA_TASK_ROOT: '/var/task',
    TZ: ':UTC',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
