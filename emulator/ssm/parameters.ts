// Parameter Store: the parameters of all accounts and Regions, with as many of their versions as it keeps.
import type { Clock } from '../clock';
import { ServiceError } from '../errors';
import type { Caller } from '../http/caller';
import { partitionOf } from '../partition';
import type { Timings } from '../timings';

export type Tier = 'Standard' | 'Advanced';
export type ParameterType = 'String' | 'StringList' | 'SecureString';

export interface Version {
  readonly version: number;
  readonly value: string;
  readonly labels: Set<string>;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export interface Parameter {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly type: ParameterType;
  tier: Tier;
  /** The newest last; never empty. */
  readonly versions: Version[];
  readonly tags: Map<string, string>;
}

export class Parameters {
  private readonly parameters = new Map<string, Parameter>();
  /** When a name was deleted last. */
  private readonly deletedAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly timings: Timings,
  ) {}

  find(name: string, caller: Caller): Parameter | undefined {
    return this.parameters.get(keyOf(name, caller));
  }

  add(parameter: Parameter): void {
    this.parameters.set(keyOf(parameter.name, parameter), parameter);
  }

  /** @returns whether it was there */
  remove(name: string, caller: Caller): boolean {
    const key = keyOf(name, caller);
    if (!this.parameters.delete(key)) return false;
    this.deletedAt.set(key, this.clock.now());
    return true;
  }

  /** A name cannot be given again at once. */
  isHeld(name: string, caller: Caller): boolean {
    const deletedAt = this.deletedAt.get(keyOf(name, caller)) ?? -Infinity;
    return this.clock.now() - deletedAt < this.timings.parameterNameHeldSeconds * 1000;
  }

  in({ account, region }: Pick<Caller, 'account' | 'region'>): Parameter[] {
    return this.all().filter((each) => each.account === account && each.region === region);
  }

  all(): Parameter[] {
    return [...this.parameters.values()];
  }
}

export function newestOf({ versions }: Parameter): Version {
  const newest = versions.at(-1);
  if (newest === undefined) throw new TypeError('a parameter has at least one version');
  return newest;
}

/** The resource of IAM, in which a hierarchy's first slash is not repeated. */
export function parameterArn(
  name: string,
  { account, region }: Pick<Caller, 'account' | 'region'>,
): string {
  const path = name.replace(/^\//, '');
  return `arn:${partitionOf(region)}:ssm:${region}:${account}:parameter/${path}`;
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function notFound(name: string): ServiceError {
  return new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
}

function keyOf(name: string, { account, region }: Pick<Caller, 'account' | 'region'>): string {
  return `${account} ${region} ${name}`;
}
