// The examples that the local cloud can deploy.
import { ACCOUNT, DNS_ACCOUNT } from '../cloud/cloud';
import { playApplication, type Application } from './application';
import { playMigration, type Migration } from './migration';
import { createZone, type Stage } from './stage';

/** A domain for which ACM would issue certificates; it refuses example.com. */
const ZONE_NAME = 'dns-certificate.dev';
const OTHER_ZONE_NAME = 'another-domain.dev';

export interface Example {
  readonly play: (stage: Stage) => Promise<void>;
  /** Folders whose packages have to be installed. */
  readonly packages?: readonly string[];
}

const APPLICATIONS: readonly Application[] = [
  { folder: 'alb', steps: [{ stack: 'Alb', account: ACCOUNT }] },
  { folder: 'cloudfront', steps: [{ stack: 'Cdn', account: ACCOUNT }] },
  { folder: 'api-gateway', steps: [{ stack: 'Api', account: ACCOUNT }] },
  {
    folder: 'several-zones',
    steps: [{ stack: 'SeveralZones', account: ACCOUNT }],
    prepare: async (stage, zoneName) => {
      for (const name of [zoneName, OTHER_ZONE_NAME]) await createZone(stage, name);
      return { otherZoneName: OTHER_ZONE_NAME };
    },
  },
  {
    folder: 'other-account',
    steps: [
      { stack: 'Dns', account: DNS_ACCOUNT },
      { stack: 'OtherAccountsZone', account: ACCOUNT },
    ],
    prepare: async (stage, zoneName) => ({
      hostedZoneId: await createZone(stage, zoneName, DNS_ACCOUNT),
      dnsAccount: DNS_ACCOUNT,
      siteAccount: ACCOUNT,
    }),
  },
  { folder: 'sub-zone', steps: [{ stack: 'SubZone', account: ACCOUNT }] },
];

/** For the functions of what is migrated from. */
const AWS_SDK = 'local/cloud/lambda-modules';

const MIGRATIONS: readonly (Migration & Pick<Example, 'packages'>)[] = [
  { folder: 'migrate/from-dns-validated-certificate', packages: [AWS_SDK] },
  { folder: 'migrate/from-certificate' },
  {
    folder: 'migrate/from-certificate-in-us-east-1',
    lastStack: 'Certificates',
    regions: ['eu-west-1', 'us-east-1'],
    packages: [AWS_SDK],
  },
  {
    folder: 'migrate/from-trautonen',
    first: { cleanUp: 'true' },
    packages: [AWS_SDK, 'examples/migrate/from-trautonen'],
  },
];

/** By the names of their folders. */
export const EXAMPLES: ReadonlyMap<string, Example> = new Map([
  ...APPLICATIONS.map((application): [string, Example] => [
    application.folder,
    { play: (stage) => playApplication(stage, application, ZONE_NAME) },
  ]),
  ...MIGRATIONS.map(({ packages = [], ...migration }): [string, Example] => [
    migration.folder,
    { packages, play: (stage) => playMigration(stage, migration, ZONE_NAME) },
  ]),
]);
