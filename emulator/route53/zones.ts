// Hosted zones and their records: global, owned by an account. A record that was changed can be
// looked up only after the change has propagated, and one that was removed no longer.
import type { Clock } from '../clock';
import type { Ids } from '../ids';
import { ServiceError } from '../errors';
import { denial } from '../http/caller';
import type { Caller } from '../http/caller';
import type { Timings } from '../timings';
import { comparePlaces, escaped, isWithin, placeOf } from './names';
import type { Place } from './names';

export interface RecordSet {
  /** Canonical: lower case, unescaped, without trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly string[];
  readonly visibleSince: number;
}

export interface HostedZone {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly callerReference: string;
  readonly comment?: string;
  readonly privateZone: boolean;
  records: ReadonlyMap<string, RecordSet>;
  /** Until when Route 53 works on a change of the zone. */
  busyUntil: number;
}

export interface Change {
  readonly id: string;
  readonly account: string;
  readonly submittedAt: number;
  readonly comment?: string;
}

export const NAME_SERVERS = [
  'ns-2048.awsdns-64.com',
  'ns-2049.awsdns-65.net',
  'ns-2050.awsdns-66.org',
  'ns-2051.awsdns-67.co.uk',
];

/** @see https://repost.aws/knowledge-center/route-53-avoid-throttling-errors */
export const PRIOR_REQUEST =
  'The request was rejected because Route 53 was still processing a prior request.';

interface Sources {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly ids: Ids;
}

export class Zones {
  private readonly zones = new Map<string, HostedZone>();
  private readonly changes = new Map<string, Change>();

  /** Called before anything changes that a look-up could see. */
  beforeChange: () => void = () => undefined;

  constructor(private readonly sources: Sources) {}

  create(zone: Omit<HostedZone, 'id' | 'records' | 'busyUntil'>): HostedZone {
    this.beforeChange();
    const created = {
      ...zone,
      id: this.sources.ids.route53('Z'),
      records: requiredRecords(zone.name),
      busyUntil: 0,
    };
    this.zones.set(created.id, created);
    return created;
  }

  delete(zone: HostedZone): void {
    this.beforeChange();
    this.zones.delete(zone.id);
  }

  /** Refuses a change that arrives while Route 53 works on another one. */
  refuseBusy({ busyUntil }: HostedZone): void {
    if (this.sources.clock.now() >= busyUntil) return;
    throw new ServiceError('PriorRequestNotComplete', PRIOR_REQUEST);
  }

  replaceRecords(zone: HostedZone, records: ReadonlyMap<string, RecordSet>): void {
    this.beforeChange();
    zone.records = records;
    zone.busyUntil = this.sources.clock.now() + this.sources.timings.changeSeconds * 1000;
  }

  find(id: string): HostedZone | undefined {
    return this.zones.get(id);
  }

  /** @see https://github.com/hashicorp/terraform-provider-aws/issues/12570 for the sentence about another account's zone */
  get(id: string, { account, arn }: Caller): HostedZone {
    const zone = this.zones.get(id);
    if (!zone) {
      throw new ServiceError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, 404);
    }
    if (zone.account !== account) {
      throw denial('route53', `User: ${arn} is not authorized to access this resource`);
    }
    return zone;
  }

  of(account: string): HostedZone[] {
    return [...this.zones.values()].filter((zone) => zone.account === account);
  }

  /** When a change is INSYNC and its records can be looked up. */
  insyncTime(submittedAt = this.sources.clock.now()): number {
    return submittedAt + this.sources.timings.propagationSeconds * 1000;
  }

  submit(account: string, comment?: string): Change {
    const id = this.sources.ids.route53('C');
    const submittedAt = this.sources.clock.now();
    const change = { id, account, submittedAt, ...(comment !== undefined && { comment }) };
    this.changes.set(id, change);
    return change;
  }

  change(id: string, account: string): Change {
    const change = this.changes.get(id);
    if (change?.account === account) return change;
    const message = `Could not find resource with ID: ${id}`;
    throw new ServiceError('NoSuchChange', message, 404);
  }

  changeInfo({ id, submittedAt, comment }: Change): object {
    return {
      Id: `/change/${id}`,
      Status: this.sources.clock.now() < this.insyncTime(submittedAt) ? 'PENDING' : 'INSYNC',
      SubmittedAt: new Date(submittedAt).toISOString(),
      Comment: comment,
    };
  }

  /**
   * What public DNS answers for a CNAME: the record in the most specific public zone. Of two zones with one name the
   * older one counts, as if the parent delegated to it: the emulator does not look at delegation.
   */
  lookUp(name: string): { value: string; visibleSince: number } | undefined {
    const [zone] = [...this.zones.values()]
      .filter((each) => !each.privateZone && isWithin(name, each.name))
      .sort((a, b) => b.name.length - a.name.length);
    const record = zone?.records.get(keyOf(name, 'CNAME'));
    const [value] = record?.values ?? [];
    if (!record || value === undefined || record.visibleSince > this.sources.clock.now()) {
      return undefined;
    }
    return { value, visibleSince: record.visibleSince };
  }
}

export function keyOf(name: string, type: string): string {
  return `${name} ${type}`;
}

/** Whether a record set is the NS or SOA of the zone itself, without which a zone cannot be and which nobody wrote. */
export function isRequired({ name, type }: RecordSet, zone: HostedZone): boolean {
  return name === zone.name && (type === 'NS' || type === 'SOA');
}

/** By reversed labels, then by type. */
export function sortRecords(records: Iterable<RecordSet>): RecordSet[] {
  return [...records].sort((a, b) => comparePlaces(placeOfRecord(a), placeOfRecord(b)));
}

export function placeOfRecord({ name, type }: RecordSet): Place {
  return placeOf(name, type);
}

export function recordSetOutput({ name, type, ttl, values }: RecordSet): object {
  return {
    Name: escaped(name),
    Type: type,
    TTL: ttl,
    ResourceRecords: { ResourceRecord: values.map((Value) => ({ Value })) },
  };
}

function requiredRecords(zoneName: string): ReadonlyMap<string, RecordSet> {
  const common = { name: zoneName, visibleSince: 0 };
  const soa = `${NAME_SERVERS[0] ?? ''}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const ns = { ...common, type: 'NS', ttl: 172800, values: NAME_SERVERS.map((each) => `${each}.`) };
  const records = [ns, { ...common, type: 'SOA', ttl: 900, values: [soa] }];
  return new Map(records.map((each) => [keyOf(each.name, each.type), each]));
}
