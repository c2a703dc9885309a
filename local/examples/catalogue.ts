// The examples that the local cloud can deploy.
import type { Migration } from './migration';

interface Needs {
  /** Where the CDK CLI is bootstrapped; the stacks' own Region by default. */
  readonly regions?: readonly string[];
  /** Folders whose packages have to be installed. */
  readonly packages?: readonly string[];
}

export const MIGRATIONS: Readonly<Record<string, Migration & Needs>> = {
  'migrate/from-dns-validated-certificate': { folder: 'migrate/from-dns-validated-certificate' },
  'migrate/from-certificate': { folder: 'migrate/from-certificate' },
  'migrate/from-certificate-in-us-east-1': {
    folder: 'migrate/from-certificate-in-us-east-1',
    lastStack: 'Certificates',
    regions: ['eu-west-1', 'us-east-1'],
  },
  'migrate/from-trautonen': {
    folder: 'migrate/from-trautonen',
    packages: ['examples/migrate/from-trautonen'],
  },
};
