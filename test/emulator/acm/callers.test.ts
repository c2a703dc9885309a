import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  ResendValidationEmailCommand,
} from '@aws-sdk/client-acm';
import type { ACMClient } from '@aws-sdk/client-acm';
import { ACCOUNT, newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

const Tags = [{ Key: 'k' }];
const VALIDATION = { Domain: DOMAIN, ValidationDomain: DOMAIN };

type Act = (client: ACMClient, CertificateArn: string) => Promise<unknown>;
const OPERATIONS: readonly [string, Act][] = [
  [
    'AddTagsToCertificate',
    (client, CertificateArn) =>
      client.send(new AddTagsToCertificateCommand({ CertificateArn, Tags })),
  ],
  [
    'DeleteCertificate',
    (client, CertificateArn) => client.send(new DeleteCertificateCommand({ CertificateArn })),
  ],
  [
    'DescribeCertificate',
    (client, CertificateArn) => client.send(new DescribeCertificateCommand({ CertificateArn })),
  ],
  [
    'GetCertificate',
    (client, CertificateArn) => client.send(new GetCertificateCommand({ CertificateArn })),
  ],
  [
    'ListTagsForCertificate',
    (client, CertificateArn) => client.send(new ListTagsForCertificateCommand({ CertificateArn })),
  ],
  [
    'RemoveTagsFromCertificate',
    (client, CertificateArn) =>
      client.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags })),
  ],
  [
    'ResendValidationEmail',
    (client, CertificateArn) =>
      client.send(new ResendValidationEmailCommand({ CertificateArn, ...VALIDATION })),
  ],
];

const STRANGERS = [
  ['of another account', 'us-east-1', '111122223333'],
  ['in another Region', 'eu-west-1', ACCOUNT],
] as const;

describe.each(STRANGERS)('for a caller %s', (_where, ...place) => {
  test.each(OPERATIONS)('%s fails', async (_operation, act) => {
    const { issue, acmIn } = newEmulator();
    const { certificateArn } = await issue();
    await expect(act(acmIn(...place), certificateArn)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Could not find certificate ${certificateArn}.`,
    });
  });

  test('ListCertificates leaves the certificate out', async () => {
    const { request, acmIn } = newEmulator();
    await request();
    const { CertificateSummaryList } = await acmIn(...place).send(new ListCertificatesCommand({}));
    expect(CertificateSummaryList).toEqual([]);
  });
});
