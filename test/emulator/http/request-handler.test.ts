import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AWS_REGIONS, startEmulator } from 'acm-emulator';
import type { EmulatorOptions } from 'acm-emulator';

function listIn(region: string, options: EmulatorOptions = {}) {
  const { requestHandler } = startEmulator({ rates: 'unlimited', ...options });
  const credentials = { accessKeyId: '000000000000', secretAccessKey: 'secret' };
  const acm = new ACMClient({ region, credentials, requestHandler, maxAttempts: 1 });
  return acm.send(new ListCertificatesCommand({}));
}

test('a call to a Region that AWS does not have fails as its name fails to resolve', async () => {
  await expect(listIn('us-esat-1')).rejects.toMatchObject({
    name: 'Error',
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname: 'acm.us-esat-1.amazonaws.com',
    message: 'getaddrinfo ENOTFOUND acm.us-esat-1.amazonaws.com',
  });
});

test.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1'])(
  'a call to %s arrives',
  async (region) => {
    await listIn(region);
  },
);

test('the Regions that exist can be chosen', async () => {
  const regions = ['us-esat-1'];
  await listIn('us-esat-1', { regions });
  await expect(listIn('us-east-1', { regions })).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('the emulator knows every Region that the CDK knows', () => {
  const names = RegionInfo.regions.map(({ name }) => name);
  expect(AWS_REGIONS).toEqual(expect.arrayContaining(names));
});
