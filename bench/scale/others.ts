// Certificates of somebody else in the same account: what a search has to go through.
import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import type { Deployment } from '../../test/support/deployment';
import { REGION } from '../../test/support/names';

const DAY_SECONDS = 24 * 60 * 60;

/** As often as ACM allows. */
const REQUEST_EVERY_SECONDS = 0.2;

/** @param young requested in the last moments before the clock stands still again; the old ones the day before */
export async function requestOthers(
  { emulator, timeline }: Deployment,
  { old, young }: { readonly old: number; readonly young: number },
): Promise<void> {
  const { requestHandler } = emulator;
  const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
  const acm = new ACMClient({ region: REGION, credentials, requestHandler });
  for (let n = 0; n < old + young; n += 1) {
    if (n === old) timeline.clock.advance(DAY_SECONDS);
    timeline.clock.advance(REQUEST_EVERY_SECONDS);
    const DomainName = `others${n}.dev`;
    await acm.send(new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS' }));
  }
}
