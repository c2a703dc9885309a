// Looks again and again at what a visitor would meet while something is deployed: which certificate each listener and each
// distribution serves, whether ACM has issued it, and whether the validation records are there.
import { setTimeout as sleep } from 'node:timers/promises';
import { rootOf } from '../cloud/clients';
import { ACCOUNT, REGION, type Cloud } from '../cloud/cloud';
import { distributionsOf, listenersOf } from '../cloud/users';
import { validationRecordsIn } from '../demo/records';
import type { Look } from './promises';

const EVERY_MS = 250;
const HTTPS = 'HTTPS';

/** Runs `work` and looks meanwhile, and once more after the end. A look that fails makes it fail. */
export async function looksDuring(
  work: () => Promise<void>,
  look: () => Promise<Look>,
): Promise<Look[]> {
  const looks: Look[] = [];
  const done = new AbortController();
  const following = (async () => {
    while (!done.signal.aborted) {
      looks.push(await look());
      await sleep(EVERY_MS, undefined, { signal: done.signal }).catch(() => undefined);
    }
  })();
  // Told when the work has ended, below.
  following.catch(() => undefined);
  try {
    await work();
  } finally {
    done.abort();
    await following;
  }
  return [...looks, await look()];
}

export async function look(cloud: Cloud, hostedZoneId: string): Promise<Look> {
  const root = cloud.clientsOf(rootOf(ACCOUNT));
  const [listeners, distributions, records] = await Promise.all([
    listenersOf(root.loadBalancing(REGION)),
    distributionsOf(root.cloudFront),
    validationRecordsIn(root, hostedZoneId),
  ]);
  const served = [
    ...listeners
      .filter(({ Protocol }) => Protocol === HTTPS)
      .map(({ ListenerArn = '', Certificates = [] }) => ({
        user: ListenerArn,
        certificate: Certificates[0]?.CertificateArn,
      })),
    ...distributions.map(({ ARN = '', ViewerCertificate }) => ({
      user: ARN,
      certificate: ViewerCertificate?.ACMCertificateArn,
    })),
  ];
  // Last: what was served a moment ago is still there, because ACM deletes nothing that it takes to be in use.
  const certificates = cloud.emulator.certificates();
  return { at: Date.now(), served, certificates, records };
}
