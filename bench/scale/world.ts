// A deployment for many certificates at once: AWS's published rates, latencies as they usually are, and what a run costs.
import type { CallCount, Timings } from 'acm-emulator';
import type { Outcome } from '../../test/support/cloudformation';
import { Deployment } from '../../test/support/deployment';
import type { Start } from '../../test/support/lambda-function';
import { DOMAIN } from '../../test/support/names';
import type { Random } from '../../test/support/random';

/**
 * The emulator's own, but for what it shortens: a certificate is issued 70 s after its record is written. AWS takes
 * "usually within 60 seconds" for the record, and minutes for the rest; how long it usually takes is a guess.
 */
export const TYPICAL = { propagationSeconds: 30, issuanceSeconds: 40 };

/** One way of a call within a Region: 15 ms at least, 30 on average. A guess. */
function oneWayMs(random: Random): number {
  return 15 - 15 * Math.log(1 - random());
}

/**
 * From the call until the handler runs, with what the handler computes itself: the bundles load in 50 ms at most on a
 * whole core, and have a fraction of one. A guess.
 */
function startMs(start: Start, random: Random): number {
  return start === 'COLD' ? 350 + 300 * random() : 20 + 40 * random();
}

export function deployed(timings: Partial<Timings>, seed: number): Promise<Deployment> {
  const emulator = { historyLimit: 0, seed: String(seed) };
  return Deployment.start(timings, { seed, oneWayMs, startMs, judgesIam: false, emulator });
}

/** The nth certificate of the stack. */
export interface Nth {
  readonly logicalResourceId: string;
  readonly properties: Record<string, unknown>;
}

export function nths(deployment: Deployment, count: number): Nth[] {
  return Array.from({ length: count }, (_, n) => nthOf(deployment, n));
}

export function nthOf(deployment: Deployment, n: number): Nth {
  return {
    logicalResourceId: `Certificate${n}`,
    properties: deployment.properties({ DomainName: `n${n}.${DOMAIN}` }),
  };
}

export function create(
  { cloudFormation }: Deployment,
  { logicalResourceId, properties }: Nth,
): Promise<Outcome> {
  return cloudFormation.create(properties, { logicalResourceId });
}

/** What a run needed, by operation: `ChangeResourceRecordSets`. */
export interface Cost {
  readonly calls: Readonly<Record<string, CallCount>>;
  readonly billedSeconds: number;
  readonly invocations: number;
  readonly ticks: number;
  readonly transitions: number;
}

export function costOf({
  emulator,
  network,
  stepFunctions,
  intake,
  step,
  stateMachine,
}: Deployment): Cost {
  const calls: Record<string, CallCount> = {};
  for (const [name, count] of Object.entries(emulator.calls())) {
    calls[name.replace(/^.*:/, '')] = count;
  }
  for (const { host, operation } of network.history) {
    if (!host.startsWith('states.')) continue;
    const { calls: before = 0, throttled = 0, failed = 0 } = calls[operation] ?? {};
    calls[operation] = { calls: before + 1, throttled, failed };
  }
  for (const [operation, throttled] of stepFunctions.throttled) {
    calls[operation] = { calls: 0, failed: 0, ...calls[operation], throttled };
  }
  return {
    calls,
    billedSeconds: (intake.billedMs + step.billedMs) / 1000,
    invocations: intake.invocations + step.invocations,
    ticks: step.invocations,
    transitions: sum(stateMachine.executions.map(({ transitions }) => transitions)),
  };
}

/** What was needed since. */
export function costSince(before: Cost, after: Cost): Cost {
  const calls = Object.entries(after.calls).map(([name, { calls, throttled, failed }]) => {
    const then = before.calls[name] ?? { calls: 0, throttled: 0, failed: 0 };
    return [
      name,
      {
        calls: calls - then.calls,
        throttled: throttled - then.throttled,
        failed: failed - then.failed,
      },
    ] as const;
  });
  return {
    calls: Object.fromEntries(calls),
    billedSeconds: after.billedSeconds - before.billedSeconds,
    invocations: after.invocations - before.invocations,
    ticks: after.ticks - before.ticks,
    transitions: after.transitions - before.transitions,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
