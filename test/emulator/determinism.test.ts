import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { newEmulator } from './support';
import { DOMAIN } from '../support/names';

/** Everything that a caller can see of one run, but for keys and signatures. */
async function run(seed?: string) {
  const setup = newEmulator(seed === undefined ? {} : { seed });
  const { certificateArn } = await setup.issue({ SubjectAlternativeNames: [`a.${DOMAIN}`] });
  await setup.request({ DomainName: `b.${DOMAIN}` });
  setup.clock.advance(5);
  const { $metadata, CertificateSummaryList } = await setup.acm.send(
    new ListCertificatesCommand({}),
  );
  const { requestId } = $metadata;
  return {
    certificateArn,
    requestId,
    CertificateSummaryList,
    detail: await setup.describe(certificateArn),
  };
}

test('a run with the same seed and the same calls sees the same ids, serial numbers and orders', async () => {
  const first = await run('one');
  expect(await run('one')).toEqual(first);
  const other = await run('two');
  expect(other.certificateArn).not.toBe(first.certificateArn);
  expect(other.requestId).not.toBe(first.requestId);
  expect(other.detail.Serial).not.toBe(first.detail.Serial);
  expect(await run()).toEqual(await run());
});
