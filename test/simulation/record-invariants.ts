// What must hold of validation records when a history has settled.
import { ACCOUNTS, DOMAINS } from './history';
import type { World } from './world';

type Report = (kind: 'RECORD_MISSING' | 'RECORD_LEFT', text: string) => void;

/**
 * Whoever has a name finds its record, unless somebody removed it by hand; and where every stack of an account removes
 * records, none is left that nobody needs.
 */
export function checkRecords(world: World, report: Report): void {
  ACCOUNTS.forEach((account, n) => {
    const records = world.recordsOf(account).map(({ name }) => name.replace(/^[^.]*\.|\.$/g, ''));
    const all = namesIn(world, account, () => true);
    const needed = namesIn(world, account, (status) => status === 'ISSUED');
    if (!world.hand.removedRecordsOf.has(account)) {
      for (const [name, arn] of needed) {
        if (records.includes(name)) continue;
        report('RECORD_MISSING', `${arn} needs the record of ${name}, which is not there`);
      }
    }
    if (!isCleared(world, account)) return;
    for (const name of records.filter((each) => !all.has(each))) {
      report('RECORD_LEFT', `the record of ${name} in ${DOMAINS[n] ?? ''} is needed by nobody`);
    }
  });
}

/** Certificates by the names that ACM validates for them. ACM renews those that are issued; others may be kept on purpose. */
function namesIn(
  { emulator }: World,
  account: string,
  isOne: (status: string) => boolean,
): ReadonlyMap<string, string> {
  const found = emulator
    .certificates()
    .filter((each) => each.account === account && isOne(each.status));
  return new Map(
    found.flatMap(({ names, certificateArn }) =>
      names.map((name) => [name.replace(/^\*\./, ''), certificateArn] as const),
    ),
  );
}

/** Whether nothing is left on purpose, by a fault out of bounds, or because somebody deleted a certificate by hand. */
function isCleared({ model, hand, plans, isTroubled }: World, account: string): boolean {
  const others = plans.filter((plan) => ACCOUNTS[plan.account] === account);
  const requests = model.requests.all.filter(({ event }) => event.StackId.includes(account));
  return (
    others.every(({ removes }) => removes !== undefined) &&
    ![...hand.deleted.keys()].some((arn) => arn.includes(account)) &&
    !requests.some(({ event }) => isTroubled(event))
  );
}
