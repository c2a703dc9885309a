// One execution environment of a Lambda function: the bundle evaluated once, one invocation at a time. When it dies,
// whatever it still does reaches nobody.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
import type { WireResponse } from 'acm-emulator';
import { FunctionError } from './function-error';
import type { Handler } from './lambda-bundle';
import { bundleOf } from './lambda-bundle';
import { lambdaPlatform, type Platform } from './lambda-platform';
import type { Network, NetworkRequest } from './network';
import type { Random } from './random';
import type { Alarm, Timeline } from './timeline';

/**
 * When the process ends: before the handler runs, after it has done all its work, or at one of its calls, which are
 * counted from 1, before or after the call reached AWS.
 */
export type Death = 'BEFORE' | 'AFTER' | { readonly atCall: number; readonly reached: boolean };

export interface FunctionOptions {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly timeline: Timeline;
  readonly network: Network;
  readonly random: Random;
  readonly log: (line: string) => void;
}

interface Invocation {
  calls: number;
  readonly death: Death | undefined;
  readonly fail: (error: FunctionError) => void;
}

export class LambdaEnvironment {
  isAlive = true;
  private readonly platform: Platform;
  private readonly handler: Handler;
  private invocation: Invocation | undefined;

  constructor(private readonly options: FunctionOptions) {
    const { timeline, env, random, log } = options;
    this.platform = lambdaPlatform({
      timeline,
      env,
      random,
      log,
      send: (request) => this.send(request),
      exit: () => {
        this.exit();
      },
    });
    this.handler = bundleOf(options.name)(this.platform.globals);
  }

  /** @throws FunctionError */
  invoke(event: string, death: Death | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timeout = this.timesOut();
      const settle = (): void => {
        timeout.cancel();
        this.invocation = undefined;
      };
      const fail = (error: FunctionError): void => {
        settle();
        reject(error);
      };
      this.invocation = { calls: 0, death, fail };
      if (death === 'BEFORE') this.exit();
      else
        void this.run(event).then((outcome) => {
          if (!this.isAlive) return;
          if (death === 'AFTER') this.exit();
          else if (outcome instanceof FunctionError) fail(outcome);
          else {
            settle();
            resolve(outcome);
          }
        });
    });
  }

  /** As the runtime does: what is thrown goes to the log, and its name is the type of the error. */
  private async run(event: string): Promise<unknown> {
    try {
      const result = await this.handler(JSON.parse(event), this.context());
      return result === undefined ? null : JSON.parse(JSON.stringify(result));
    } catch (error) {
      const { name, message, stack } =
        error instanceof Error ? error : { name: 'UnknownError', message: String(error) };
      if (this.isAlive) this.options.log(stack ?? `${name}: ${message}`);
      return new FunctionError(name, message);
    }
  }

  private context(): object {
    const end = this.options.timeline.clock.now() + this.options.timeoutSeconds * 1000;
    return {
      functionName: this.options.name,
      logGroupName: '/test/log-group',
      logStreamName: 'stream',
      getRemainingTimeInMillis: () => end - this.options.timeline.clock.now(),
    };
  }

  private async send(request: NetworkRequest): Promise<WireResponse> {
    const { invocation, options } = this;
    // Between two invocations an environment is frozen: what it has left to do reaches nobody before the next.
    if (!this.isAlive || invocation === undefined) return never();
    invocation.calls += 1;
    const { death, calls } = invocation;
    const dies = typeof death === 'object' && death.atCall === calls;
    if (dies && !death.reached) {
      this.exit();
      return never();
    }
    try {
      return await options.network.send(request, options.name);
    } finally {
      if (dies) this.exit();
      if (this.hasDied()) await never();
    }
  }

  private timesOut(): Alarm {
    const { timeline, timeoutSeconds } = this.options;
    return timeline.schedule(timeoutSeconds * 1000, () => {
      const after = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      this.die(new FunctionError('Sandbox.Timedout', `RequestId: ... Error: ${after}`));
    });
  }

  private hasDied(): boolean {
    return !this.isAlive;
  }

  private exit(): void {
    this.die(new FunctionError('Runtime.ExitError', 'RequestId: ... Error: Runtime exited'));
  }

  private die(error: FunctionError): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.platform.end();
    this.invocation?.fail(error);
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
