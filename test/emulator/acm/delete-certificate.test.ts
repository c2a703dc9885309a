import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  GetCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
} from '@aws-sdk/client-acm';
import { ACCOUNT, newEmulator } from '../support';

const LOAD_BALANCER = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/a/1';

test('DeleteCertificate refuses a certificate while it is in use, and for 10 s more', async () => {
  const { issue, describe, acm, clock, emulator } = newEmulator();
  const { certificateArn: CertificateArn } = await issue();
  emulator.attach(CertificateArn, LOAD_BALANCER);
  const { InUseBy, RenewalEligibility } = await describe(CertificateArn);
  expect({ InUseBy, RenewalEligibility }).toEqual({
    InUseBy: [LOAD_BALANCER],
    RenewalEligibility: 'ELIGIBLE',
  });
  const remove = () => acm.send(new DeleteCertificateCommand({ CertificateArn }));
  const refusal = {
    name: 'ResourceInUseException',
    message: `Certificate ${CertificateArn} in account ${ACCOUNT} is in use.`,
  };
  await expect(remove()).rejects.toMatchObject(refusal);
  emulator.detach(LOAD_BALANCER);
  clock.advance(9);
  await expect(remove()).rejects.toMatchObject(refusal);
  clock.advance(1);
  await remove();
  expect(emulator.certificates()).toEqual([]);
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('InUseBy names a user elsewhere until 10 s after it was first missed', async () => {
  let users = [LOAD_BALANCER];
  const { issue, describe, clock } = newEmulator({
    users: { usersOf: () => Promise.resolve(users) },
  });
  const { certificateArn } = await issue();
  const inUseBy = async () => (await describe(certificateArn)).InUseBy;
  expect(await inUseBy()).toEqual([LOAD_BALANCER]);
  users = [];
  clock.advance(100);
  expect(await inUseBy()).toEqual([LOAD_BALANCER]);
  clock.advance(10);
  expect(await inUseBy()).toEqual([]);
});

test('attach refuses a certificate that is not issued', async () => {
  const { request, emulator } = newEmulator();
  const arn = await request();
  expect(() => {
    emulator.attach(arn, LOAD_BALANCER);
  }).toThrow(/PENDING_VALIDATION/);
});

test('RequestCertificate makes a new certificate after the old one was deleted, though the token is the same', async () => {
  const { request, acm, clock } = newEmulator();
  const CertificateArn = await request({ IdempotencyToken: 't' });
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  expect(await request({ IdempotencyToken: 't' })).not.toBe(CertificateArn);
  clock.advance(5);
  const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({}));
  expect(CertificateSummaryList).toHaveLength(1);
});

test('ListCertificates and GetCertificate show a deleted certificate for 5 s, of which all else says that it is gone', async () => {
  const { issue, acm, describe, clock, emulator } = newEmulator();
  const { certificateArn: CertificateArn } = await issue();
  const get = () => acm.send(new GetCertificateCommand({ CertificateArn }));
  const list = async () =>
    (await acm.send(new ListCertificatesCommand({}))).CertificateSummaryList!.length;
  const { Certificate } = await get();
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  clock.advance(4.9);
  expect(await list()).toBe(1);
  expect((await get()).Certificate).toBe(Certificate);
  const gone = { name: 'ResourceNotFoundException' };
  const Tags = [{ Key: 'k' }];
  await expect(describe(CertificateArn)).rejects.toMatchObject(gone);
  for (const call of [
    acm.send(new ListTagsForCertificateCommand({ CertificateArn })),
    acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags })),
    acm.send(new DeleteCertificateCommand({ CertificateArn })),
  ]) {
    await expect(call).rejects.toMatchObject(gone);
  }
  expect(emulator.certificates()).toEqual([]);
  clock.advance(0.1);
  expect(await list()).toBe(0);
  await expect(get()).rejects.toMatchObject(gone);
});
