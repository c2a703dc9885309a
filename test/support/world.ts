// The core's ports in memory, for tests of the core alone: what is certified, listed and told stands here, every call is
// noted, and each may be made to fail. The adapters to AWS are tested against the emulator.
import type { OtherExecution, Tags, Told } from '../../contract/state';
import type { Certificate, CertificatePage, Ownership, Pem, World } from '../../lambda/core/ports';
import { ARN } from './certificates';
import { REGION } from './names';

export interface Contents {
  /** What `describe` finds. */
  certificates: Certificate[];
  /** What ACM refuses to delete. */
  inUse: string[];
  /** The pages of ACM's list; their tokens are their places. */
  pages: string[][];
  ownerships: Record<string, Ownership>;
  /** Of every certificate. */
  tags: Tags;
  /** What ACM gives of every certificate. */
  pem: Pem | undefined;
  /** Of the account. */
  regions: string[];
  /** What Route 53 calls a zone, by its id. */
  zoneNames: Record<string, string>;
  others: OtherExecution[];
  told: Told;
  /** What a call throws, by the port's method. */
  failures: Record<string, Error>;
}

export interface TestWorld extends World {
  /** The calls so far, such as 'describe ARN'. */
  readonly calls: readonly string[];
  /** What a test may change meanwhile. */
  readonly contents: Contents;
}

export function worldOf(given: Partial<Contents> = {}): TestWorld {
  const contents: Contents = {
    certificates: [],
    inUse: [],
    pages: [[]],
    ownerships: {},
    tags: {},
    regions: [REGION],
    zoneNames: {},
    others: [],
    pem: undefined,
    failures: {},
    told: { mayHaveRequested: false, wasStopped: true, isTickRunning: false },
    ...given,
  };
  const calls: string[] = [];
  async function called<T>(method: string, subject: string, result: () => T): Promise<T> {
    calls.push(`${method} ${subject}`);
    const failure = contents.failures[method];
    if (failure !== undefined) throw failure;
    return Promise.resolve(result());
  }
  return { calls, contents, ...portsOf(contents, called) };
}

type Called = <T>(method: string, subject: string, result: () => T) => Promise<T>;

function portsOf(contents: Contents, called: Called): World {
  const found = (arn: string): Certificate | undefined =>
    contents.certificates.find(({ certificateArn }) => certificateArn === arn);
  return {
    certificates: {
      request: ({ domainName }) => called('request', domainName, () => ARN),
      describe: (arn) => called('describe', arn, () => found(arn)),
      pem: (arn) => called('pem', arn, () => contents.pem),
      resend: (arn, { domainName }) => called('resend', `${arn} ${domainName}`, () => undefined),
      validateByDns: (arn) => called('validateByDns', arn, () => undefined),
      delete: (arn) =>
        called('delete', arn, () => (contents.inUse.includes(arn) ? 'IN_USE' : 'DELETED')),
      list: ({ nextToken = '0' }) => called('list', nextToken, () => pageOf(contents, nextToken)),
      ownership: (arn) => called('ownership', arn, () => contents.ownerships[arn] ?? 'FOREIGN'),
      tags: (arn) => called('tags', arn, () => contents.tags),
      addTags: (arn) => called('addTags', arn, () => undefined),
      removeTags: (arn, keys) => called('removeTags', `${arn} ${keys.join()}`, () => undefined),
    },
    validationRecords: {
      upsert: ({ hostedZoneId }) => called('upsert', hostedZoneId, () => undefined),
      remove: ({ records: [record] }) => called('remove', record?.name ?? '', () => 'GONE'),
      nameOf: ({ hostedZoneId }) =>
        called('name', hostedZoneId, () => contents.zoneNames[hostedZoneId] ?? ''),
    },
    parameters: {
      tags: (name) => called('parameterTags', name, () => undefined),
      value: (name) => called('value', name, () => undefined),
      create: (name) => called('create', name, () => 'CREATED'),
      overwrite: (name) => called('overwrite', name, () => undefined),
      addTags: (name) => called('tag', name, () => undefined),
      remove: (name) => called('removeParameter', name, () => undefined),
    },
    regions: { list: () => called('regions', '', () => contents.regions) },
    executions: {
      list: (owner) => called('others', owner.logicalResourceId, () => contents.others),
      stop: (arn) => called('stop', arn, () => undefined),
      ask: (arn) => called('ask', arn, () => contents.told),
    },
  };
}

function pageOf({ pages }: Contents, token: string): CertificatePage {
  const certificateArns = pages[Number(token)] ?? [];
  const next = Number(token) + 1;
  return { certificateArns, ...(next < pages.length && { nextToken: String(next) }) };
}
