// What must hold of validation records when a history has settled.
import { DOMAINS, zonesOf, type StackPlan } from './history';
import type { World } from './world';

type Report = (kind: 'RECORD_MISSING' | 'RECORD_LEFT', text: string) => void;

/**
 * Whoever has a name finds its record, unless somebody removed it by hand; and where every stack that writes into a zone
 * removes records, none is left that nobody needs.
 */
export function checkRecords(world: World, report: Report): void {
  DOMAINS.forEach((domain, zone) => {
    const records = world.recordsIn(zone).map(({ name }) => name);
    if (!world.hand.removedRecordsIn.has(zone)) {
      for (const [name, arn] of recordsOf(world, domain, (status) => status === 'ISSUED')) {
        if (records.includes(name)) continue;
        report('RECORD_MISSING', `${arn} needs the record ${name}, which is not there`);
      }
    }
    if (!isCleared(world, zone)) return;
    const all = recordsOf(world, domain, () => true);
    for (const name of records.filter((each) => !all.has(each))) {
      report('RECORD_LEFT', `the record ${name} in ${domain} is needed by nobody`);
    }
  });
}

/**
 * Certificates by the records in a zone that validate them. ACM renews those that are issued; others may be kept on
 * purpose.
 */
function recordsOf(
  { emulator }: World,
  domain: string,
  isOne: (status: string) => boolean,
): ReadonlyMap<string, string> {
  const found = emulator.certificates().filter(({ status }) => isOne(status));
  return new Map(
    found.flatMap(({ validationRecords, certificateArn }) =>
      validationRecords
        .filter((name) => name.endsWith(`.${domain}.`))
        .map((name) => [name, certificateArn] as const),
    ),
  );
}

/** Whether nothing is left on purpose, by a fault out of bounds, or because somebody deleted a certificate by hand. */
function isCleared({ model, hand, plans, isTroubled }: World, zone: number): boolean {
  const writers = plans
    .map((plan, n) => ({ plan, name: `Site${n + 1}` }))
    .filter(({ plan }) => zonesOf(plan).some((each) => each === zone));
  const requests = model.requests.all.filter(({ event }) =>
    writers.some(({ name }) => event.StackId.split('/')[1] === name),
  );
  return (
    writers.every(({ plan }) => plan.removes !== undefined && !isByEmailOnce(plan)) &&
    !hand.deletedIn.has(zone) &&
    !requests.some(({ event }) => isTroubled(event))
  );
}

/** By e-mail nothing is removed: not even what the certificate has when it was validated by DNS before. */
function isByEmailOnce({ steps }: StackPlan): boolean {
  return steps.some(({ layout }) => layout.byEmail === true);
}
