// ChangeResourceRecordSets: all changes of a batch or none, each checked against what the ones before
// it left behind.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
import { ServiceError } from '../errors';
import { changesFrom } from './change-batch';
import type { RecordChange } from './change-batch';
import { escaped, isWithin } from './names';
import { children, text, zoneIdFrom } from './service';
import type { Operation } from './service';
import { keyOf } from './zones';
import type { HostedZone, RecordSet } from './zones';

export const changeResourceRecordSets: Operation = (input, { zones, caller }) => {
  const zone = zones.get(zoneIdFrom(input), caller);
  zones.refuseBusy(zone);
  const batch = children(input.ChangeBatch);
  const changes = changesFrom(batch);
  const records = new Map(zone.records);
  const problems = [
    ...repeated(changes),
    ...changes.flatMap((change) =>
      apply(change, { zone, records, insyncTime: zones.insyncTime() }),
    ),
    ...lacking(zone, records),
  ];
  if (problems.length > 0) {
    throw new ServiceError('InvalidChangeBatch', `[${problems.join(', ')}]`);
  }
  zones.replaceRecords(zone, records);
  const change = zones.submit(caller.account, text(batch, 'Comment'));
  return { body: { ChangeInfo: zones.changeInfo(change) } };
};

/** One record set may be changed once, or deleted and then created. */
function repeated(changes: readonly RecordChange[]): string[] {
  const actions = new Map<string, string[]>();
  for (const { name, type, action } of changes) {
    const subject = `'${type} ${escaped(name)}'`;
    actions.set(subject, [...(actions.get(subject) ?? []), action]);
  }
  return [...actions]
    .filter(([, sequence]) => sequence.length > 1 && sequence.join() !== 'DELETE,CREATE')
    .map(
      ([subject]) =>
        `The request contains an invalid set of changes for a resource record set ${subject}`,
    );
}

interface Target {
  readonly zone: HostedZone;
  readonly records: Map<string, RecordSet>;
  readonly insyncTime: number;
}

/** Applies one change to the working copy, or says why not. */
function apply(change: RecordChange, target: Target): string[] {
  const { zone, records } = target;
  const { action, name, type } = change;
  if (!isWithin(name, zone.name)) {
    return [`RRSet with DNS name ${escaped(name)} is not permitted in zone ${escaped(zone.name)}`];
  }
  const present = records.get(keyOf(name, type));
  if (action === 'DELETE') return remove(change, present, target);
  const subject = `[name='${escaped(name)}', type='${type}']`;
  if (action === 'CREATE' && present) {
    return [`Tried to create resource record set ${subject} but it already exists`];
  }
  const conflict = conflictOf(change, target);
  if (conflict !== undefined) return [conflict];
  records.set(keyOf(name, type), recordSet(change, present, target));
  return [];
}

function remove(change: RecordChange, present: RecordSet | undefined, target: Target): string[] {
  const { name, type } = change;
  const subject = `Tried to delete resource record set [name='${escaped(name)}', type='${type}']`;
  if (!present) return [`${subject} but it was not found`];
  if (!sameContents(change, present)) {
    return [`${subject} but the values provided do not match the current values`];
  }
  target.records.delete(keyOf(name, type));
  return [];
}

/**
 * What the zone itself would lack after the batch: its NS and SOA may be replaced in one.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/37863 for the sentence about SOA
 * @see https://github.com/airbnb/zonify/issues/1 for the one about NS
 */
function lacking({ name }: HostedZone, records: ReadonlyMap<string, RecordSet>): string[] {
  const sentences = {
    NS: 'A HostedZone must contain at least one NS record for the zone itself.',
    SOA: 'A HostedZone must contain exactly one SOA record.',
  };
  return Object.entries(sentences)
    .filter(([type]) => !records.has(keyOf(name, type)))
    .map(([, sentence]) => sentence);
}

function conflictOf({ name, type, values }: RecordChange, target: Target): string | undefined {
  const zoneName = escaped(target.zone.name);
  const subject = `RRSet of type ${type} with DNS name ${escaped(name)}`;
  if (type === 'CNAME' && name === target.zone.name) {
    return `${subject} is not permitted at apex in zone ${zoneName}`;
  }
  if (type === 'CNAME' && values.length > 1) {
    return `${subject} is not permitted to have more than one value in zone ${zoneName}`;
  }
  const others = [...target.records.values()].filter(
    (each) => each.name === name && each.type !== type,
  );
  if (type === 'CNAME' && others.length > 0) {
    return `${subject} is not permitted as it conflicts with other records with the same DNS name in zone ${zoneName}`;
  }
  if (others.some((each) => each.type === 'CNAME')) {
    return `${subject} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zoneName}`;
  }
  return undefined;
}

/** A record that keeps its values stays visible: only new values have to propagate. */
function recordSet(
  change: RecordChange,
  present: RecordSet | undefined,
  target: Target,
): RecordSet {
  const { name, type, ttl, values } = change;
  const kept = present && sameValues(values, present.values) ? present.visibleSince : undefined;
  return { name, type, ttl, values, visibleSince: kept ?? target.insyncTime };
}

function sameContents(change: RecordChange, present: RecordSet): boolean {
  return change.ttl === present.ttl && sameValues(change.values, present.values);
}

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n');
}
