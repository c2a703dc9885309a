// What a scenario is (scenarios.ts), and the requests that it makes.
import type { Timings } from 'acm-emulator';
import type { Outcome } from '../support/cloudformation';
import type { Deployment } from '../support/deployment';

export interface Scenario {
  readonly timings: Partial<Timings>;
  /** What there is before the request. */
  readonly before?: (deployment: Deployment) => Promise<Outcome | undefined>;
  /** The request that is under way at the moment. */
  readonly request: (deployment: Deployment, physicalResourceId: string) => Promise<Outcome>;
  /** Whether a listener uses the certificate, for a minute yet. */
  readonly isUsed?: true;
  /** What people do when another version has taken over. */
  readonly meanwhile?: (deployment: Deployment) => void | Promise<void>;
  /** From the request to the moment. */
  readonly afterSeconds: number;
  readonly status: Outcome['status'];
  /** How many certificates there are at the end. */
  readonly leaves: number;
  /** What else must hold then. */
  readonly expects?: (deployment: Deployment) => void;
}

export const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/alb/50dc6c495c0c9188/0467ef3c8400ae65';

/** AWS refuses it until the moment; whoever goes on is not refused any more. */
export function fail(
  { emulator }: Deployment,
  operation: string,
  error = 'ThrottlingException',
): void {
  const status = operation === 'ChangeResourceRecordSets' ? 503 : 400;
  emulator.fail({ operation, error, status, times: 10_000 });
}

export const create = (
  deployment: Deployment,
  urlStatuses = [200],
  properties = {},
): Promise<Outcome> =>
  deployment.cloudFormation.create(deployment.properties(properties), { urlStatuses });

export const update = (
  deployment: Deployment,
  physicalResourceId: string,
  properties = {},
): Promise<Outcome> =>
  deployment.cloudFormation.update(deployment.properties(properties), { physicalResourceId });

export const remove = (
  deployment: Deployment,
  physicalResourceId: string,
  properties = {},
): Promise<Outcome> =>
  deployment.cloudFormation.delete(deployment.properties(properties), { physicalResourceId });

export const created = (deployment: Deployment): Promise<Outcome> => deployment.created();
