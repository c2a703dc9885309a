// What every Route 53 operation works with, and what it is: a function of an input that protocol.ts has read from
// path, query and XML into the names of the API reference.
import { ServiceError } from '../errors';
import type { Caller } from '../http/caller';
import { canonical, escaped, isDomainName } from './names';
import type { HostedZone, Zones } from './zones';

/** Text of an element or of a query parameter, an element's children, or a list. */
export type Input = Readonly<Record<string, unknown>>;

export interface Route53Call {
  readonly zones: Zones;
  readonly caller: Caller;
}

/** What becomes a response; the body is plain data whose keys become elements. */
export interface Output {
  readonly body: object;
  readonly status?: number;
  readonly headers?: Record<string, string>;
}

export type Operation = (input: Input, call: Route53Call) => Output;

export function text(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

export function requiredText(input: Input, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') {
    throw new ServiceError('InvalidInput', `Invalid request: Missing required field '${name}'`);
  }
  return value;
}

export function children(value: unknown): Input {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function items(value: unknown): Input[] {
  return Array.isArray(value) ? value.map(children) : [];
}

export function domainNameFrom(input: Input, name: string): string {
  const domainName = canonical(requiredText(input, name));
  if (isDomainName(domainName)) return domainName;
  throw new ServiceError('InvalidDomainName', `${domainName} is not a valid domain name`);
}

/** MaxItems, but at most `most`. Route 53 lowers a number that is too high and refuses what is no number. */
export function pageSize(input: Input, most: number): number {
  const given = text(input, 'MaxItems');
  if (given === undefined) return most;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 1) {
    throw new ServiceError('InvalidInput', `Value '${given}' at 'maxItems' is not a page size`);
  }
  return Math.min(size, most);
}

/** Every id of a delegation set is unknown, since no operation of the emulator makes one. */
export function refuseDelegationSet(input: Input): void {
  const id = text(input, 'DelegationSetId');
  if (id === undefined) return;
  const message = `A reusable delegation set with the specified ID does not exist: ${id}`;
  throw new ServiceError('NoSuchDelegationSet', message);
}

export function zoneIdFrom(input: Input): string {
  return requiredText(input, 'Id').replace(/^\/?hostedzone\//, '');
}

export function hostedZoneOutput(zone: HostedZone): object {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: escaped(zone.name),
    CallerReference: zone.callerReference,
    Config: { Comment: zone.comment, PrivateZone: zone.privateZone },
    ResourceRecordSetCount: zone.records.size,
  };
}
