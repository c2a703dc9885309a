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
  /** Decides whether the process dies in an invocation, which are counted from 1. */
  dies: (invocation: number) => Death | undefined = () => undefined;
  /** Whether the account has no concurrency left for it. */
  throttled: () => boolean = () => false;

  private readonly idle: LambdaEnvironment[] = [];

  constructor(private readonly options: LambdaFunctionOptions) {}

  /** @throws FunctionError */
  async invoke(event: unknown): Promise<unknown> {
    if (this.throttled()) {
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
    }
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
