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
  private readonly states = new Map<string, string>();
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
    for (const { region, detail, users } of await certificatesOf(this.cloud)) {
      const key = `${region} ${detail.DomainName ?? ''}`;
      present.add(key);
      const state = stateOf(detail, users);
      if (this.states.get(key) !== state) this.tell({ speaker: 'ACM', text: `${key}: ${state}` });
      this.states.set(key, state);
      if (users.length > 0) this.letGoAt.delete(key);
      else if (detail.InUseBy?.length && !this.letGoAt.has(key)) this.letGoAt.set(key, now);
    }
    for (const key of this.states.keys()) {
      if (present.has(key)) continue;
      this.tell({ speaker: 'ACM', text: `${key}: ${deletion(now, this.letGoAt.get(key))}` });
      this.states.delete(key);
    }
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
