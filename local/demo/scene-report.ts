// What a scene shows, and what must be true at its end. Pure.
import Table from 'cli-table3';
import { count, withShortArns } from './text';

/** Of the shop. */
export const SHOP_SCENES = ['tag', 'name', 'rollback', 'sibling'] as const;
export type ShopScene = (typeof SHOP_SCENES)[number];

/** With them, those that the whole demo has. */
export const SCENES = [...SHOP_SCENES, 'pem', 'email', 'accounts'] as const;

/** The last takes minutes: it is played alone only. */
export const ALL_SCENES = [...SCENES, 'trust'] as const;
export type SceneName = (typeof ALL_SCENES)[number];

export const TITLES: Readonly<Record<SceneName, string>> = {
  tag: 'A tag is added: nothing is replaced',
  name: 'A name is added: another certificate, and the listener moves to it',
  rollback: 'A name is added for which ACM issues nothing: all is as it was',
  sibling: 'A stack whose other resource fails: nothing is left',
  pem: 'The PEM of a certificate, read in parameters',
  email: 'A certificate by e-mail: a mail, once more, a click; then validated by DNS, and the same',
  accounts: 'Certificates in two Regions, validated in a zone of another account',
  trust: 'The same, without the external id that the role wants',
};

/** What there is of the shop's certificates at one moment. */
export interface Shop {
  /** Every certificate with the shop's name. */
  readonly certificates: readonly {
    readonly arn: string;
    readonly status: string;
    readonly names: readonly string[];
    readonly team: string | undefined;
  }[];
  /** The ARN of the certificate that the listener uses; undefined without a listener. */
  readonly listener: string | undefined;
  /** The names whose validation records are in the zone. */
  readonly records: readonly string[];
  /** How many certificates were requested so far. */
  readonly requests: number;
}

export function sceneTable(before: Shop, after: Shop): string {
  const table = new Table({ head: ['', 'before', 'after'], style: { head: [], border: [] } });
  table.push(
    ['certificates', certificatesText(before), certificatesText(after)],
    ['the listener uses', listenerText(before), listenerText(after)],
    ['validation records', before.records.join('\n'), after.records.join('\n')],
  );
  return table.toString();
}

function certificatesText({ certificates }: Shop): string {
  const each = certificates.map(({ arn, status, names, team }) => {
    const tag = team === undefined ? '' : `\n  team = ${team}`;
    return `${withShortArns(arn)} ${status}\n  ${names.join('\n  ')}${tag}`;
  });
  return each.join('\n') || 'none';
}

function listenerText({ listener }: Shop): string {
  return listener === undefined ? 'no listener' : withShortArns(listener);
}

/** What is not as it was promised; empty if all is. */
export function brokenPromises(scene: ShopScene, before: Shop, after: Shop): string[] {
  const promises = PROMISES[scene](before, after);
  return Object.entries(promises).flatMap(([promise, isKept]) => (isKept ? [] : [promise]));
}

type Promises = Readonly<Record<string, boolean>>;

const PROMISES: Readonly<Record<ShopScene, (before: Shop, after: Shop) => Promises>> = {
  tag: (before, after) => ({
    ...isSame(before, after),
    'the certificate has the tag': only(after)?.team !== undefined,
    'it did not have it before': only(before)?.team === undefined,
  }),
  name: (before, after) => ({
    ...isServed(after),
    'it is another certificate': only(before)?.arn !== only(after)?.arn,
    'it has a name more': only(after)?.names.length === (only(before)?.names.length ?? 0) + 1,
    'the records stay': before.records.every((name) => after.records.includes(name)),
    'the new name has one':
      only(after)?.names.every((name) => after.records.includes(name)) === true,
  }),
  rollback: (before, after) => ({ ...isSame(before, after), ...isUndone(before, after) }),
  sibling: (before, after) => ({
    ...isUndone(before, after),
    'no certificate is left': after.certificates.length === 0,
    'no listener is left': after.listener === undefined,
  }),
};

function isSame(before: Shop, after: Shop): Promises {
  return {
    ...isServed(after),
    'it is the same certificate': only(before)?.arn === only(after)?.arn,
    'its names are the same': only(before)?.names.join() === only(after)?.names.join(),
  };
}

function isUndone(before: Shop, after: Shop): Promises {
  return { 'there was something to be undone': after.requests > before.requests };
}

function isServed(shop: Shop): Promises {
  return {
    'there is one certificate': only(shop) !== undefined,
    'it is ISSUED': only(shop)?.status === 'ISSUED',
    'the listener uses it': shop.listener === only(shop)?.arn,
  };
}

/** Undefined if there are none or several. */
function only({ certificates }: Shop): Shop['certificates'][number] | undefined {
  return certificates.length === 1 ? certificates[0] : undefined;
}

export function promisesText(scene: ShopScene, broken: readonly string[]): string {
  return `scene '${scene}': ${count(broken.length, 'promise')} not kept: ${broken.join('; ')}`;
}
