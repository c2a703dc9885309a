// Follows every certificate while something else is at work, and tells each change once: what ACM says of the
// certificate, who uses it in truth, and the reason that Step's latest tick gives.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeCertificateCommand,
  ResourceNotFoundException,
  type ACMClient,
  type CertificateDetail,
} from '@aws-sdk/client-acm';
import type { Cloud } from '../cloud/cloud';
import { stateOf, tickLine } from './report';
import { Ticks } from './ticks';
import type { Remark } from './voices';

const EVERY_MS = 500;

export type Watched = Pick<Cloud, 'emulator' | 'acm' | 'users' | 'stepFunctions'>;

/** Remembers what it has told, so that one serves for all that happens in a cloud. */
export class Watch {
  /** By ARN, as all that it remembers of certificates. */
  private readonly states = new Map<string, string>();
  private readonly names = new Map<string, string>();
  /** When a certificate was first seen without a user that ACM still names; epoch milliseconds. */
  private readonly letGoAt = new Map<string, number>();
  private readonly reasons = new Map<string, { reason: string; ticks: number }>();
  private readonly ticks: Ticks;

  constructor(
    private readonly cloud: Watched,
    private readonly tell: (remark: Remark) => void,
  ) {
    this.ticks = new Ticks(cloud.stepFunctions);
  }

  /** Runs `work`, telling what becomes of the certificates meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const done = new AbortController();
    const following = this.follow(done.signal);
    try {
      return await work();
    } finally {
      done.abort();
      await following;
    }
  }

  /** Looks again and again, and once more after the end. */
  private async follow(end: AbortSignal): Promise<void> {
    let last = false;
    while (!last) {
      last = end.aborted;
      await this.look();
      if (!last) await sleep(EVERY_MS, undefined, { signal: end }).catch(() => undefined);
    }
  }

  /** Never rejects: what one look misses the next one sees, and a cloud that breaks down makes the work fail. */
  private async look(): Promise<void> {
    await Promise.allSettled([this.lookAtCertificates(), this.lookAtTicks()]);
  }

  private async lookAtCertificates(): Promise<void> {
    const now = this.cloud.emulator.clock.now();
    const present = new Set<string>();
    const seen = await certificatesOf(this.cloud);
    for (const { region, detail, users } of seen) {
      const { CertificateArn: arn = '', DomainName = '' } = detail;
      present.add(arn);
      const name = this.nameFor(arn, `${region} ${DomainName}`);
      const state = stateOf(detail, users);
      if (this.states.get(arn) !== state) this.tell({ speaker: 'ACM', text: `${name}: ${state}` });
      this.states.set(arn, state);
      if (users.length > 0) this.letGoAt.delete(arn);
      else if (detail.InUseBy?.length && !this.letGoAt.has(arn)) this.letGoAt.set(arn, now);
    }
    for (const arn of this.states.keys()) {
      if (present.has(arn)) continue;
      const name = this.names.get(arn) ?? arn;
      this.tell({ speaker: 'ACM', text: `${name}: ${deletion(now, this.letGoAt.get(arn))}` });
      this.states.delete(arn);
    }
  }

  /** A certificate that replaces another has the same first name, and is told apart by its number. */
  private nameFor(arn: string, name: string): string {
    const known = this.names.get(arn);
    if (known !== undefined) return known;
    const number =
      [...this.names.values()].filter((each) => each.split(' #')[0] === name).length + 1;
    const numbered = number === 1 ? name : `${name} #${number}`;
    this.names.set(arn, numbered);
    return numbered;
  }

  private async lookAtTicks(): Promise<void> {
    for (const tick of await this.ticks.news()) {
      const { reason, ticks } = this.reasons.get(tick.execution) ?? { reason: '', ticks: 0 };
      this.reasons.set(tick.execution, { reason: tick.reason, ticks: ticks + 1 });
      if (tick.reason !== reason) this.tell({ speaker: 'Step', text: tickLine(tick, ticks + 1) });
    }
  }
}

function deletion(now: number, letGoAt: number | undefined): string {
  if (letGoAt === undefined) return 'deleted';
  return `deleted, ${Math.round((now - letGoAt) / 1000)} s after its last user had let go`;
}

export interface Seen {
  readonly region: string;
  readonly detail: CertificateDetail;
  /** Who uses it in truth; ACM learns of it later. */
  readonly users: readonly string[];
}

/** Every certificate in the local cloud, as DescribeCertificate shows it. */
export async function certificatesOf(cloud: Watched): Promise<Seen[]> {
  const found = await Promise.all(
    cloud.emulator.certificates().map(async ({ certificateArn, region }) => {
      const users = await cloud.users.usersOf(certificateArn);
      const detail = await describe(cloud.acm(region), certificateArn);
      // Right after the request ACM does not tell the names yet.
      return detail?.DomainName === undefined ? [] : [{ region, detail, users }];
    }),
  );
  return found.flat();
}

async function describe(
  acm: ACMClient,
  certificateArn: string,
): Promise<CertificateDetail | undefined> {
  try {
    const command = new DescribeCertificateCommand({ CertificateArn: certificateArn });
    return (await acm.send(command)).Certificate;
  } catch (error) {
    // Deleted since the emulator named it: the next look will tell.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
