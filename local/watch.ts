// Follows every certificate while something else is at work, and tells each change of state once.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeCertificateCommand,
  ResourceNotFoundException,
  type ACMClient,
  type CertificateDetail,
} from '@aws-sdk/client-acm';
import type { Cloud } from './cloud';
import { stateOf } from './report';

const EVERY = 500;

/** Runs `work`, telling what becomes of the certificates meanwhile. */
export async function watching<T>(
  cloud: Cloud,
  tell: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  let done = false;
  const states = new Map<string, string>();
  const follow = async (): Promise<void> => {
    while (!done) {
      await look(cloud, states, tell);
      await sleep(EVERY);
    }
    await look(cloud, states, tell);
  };
  const following = follow();
  try {
    return await work();
  } finally {
    done = true;
    await following;
  }
}

async function look(
  cloud: Cloud,
  states: Map<string, string>,
  tell: (line: string) => void,
): Promise<void> {
  const present = new Set<string>();
  for (const { region, detail } of await certificatesOf(cloud)) {
    const key = `${region} ${detail.DomainName ?? ''}`;
    present.add(key);
    const state = stateOf(detail);
    if (states.get(key) !== state) tell(`${key}: ${state}`);
    states.set(key, state);
  }
  for (const key of states.keys()) {
    if (present.has(key)) continue;
    tell(`${key}: deleted`);
    states.delete(key);
  }
}

/** Every certificate in the local cloud, as DescribeCertificate shows it. */
export async function certificatesOf(
  cloud: Cloud,
): Promise<{ readonly region: string; readonly detail: CertificateDetail }[]> {
  const found = await Promise.all(
    cloud.emulator.certificates().map(async ({ certificateArn, region }) => {
      const detail = await describe(cloud.acm(region), certificateArn);
      return detail === undefined ? [] : [{ region, detail }];
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
