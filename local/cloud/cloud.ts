// The local cloud: MiniStack in AWS's place and the emulator in ACM's, on free ports of 127.0.0.1, writing
// into one folder only. If a part of it does not start, all of it is stopped again.
import path from 'node:path';
import { ACMClient } from '@aws-sdk/client-acm';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { startEmulator, type CertificateUsers, type Emulator } from 'acm-emulator';
import { accessKeysIn } from './access-keys';
import { clientsOf, rootOf, type Clients, type Credentials, type Place } from './clients';
import { cnamesIn } from './cname-lookup';
import { startMiniStack } from './ministack';
import { Problem } from './problem';
import { freePort, killAll, stopAll } from './processes';
import { virtualEnvironment } from './python';
import { makeRunFolder, removeFolder } from './run-folder';
import { usersIn } from './users';

export const ACCOUNT = '000000000000';
/** It owns the zone where certificates and their zone are in two accounts. */
export const DNS_ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';

const LOCAL = path.join(__dirname, '..', '..', '.local');

export interface Cloud {
  readonly emulator: Emulator;
  /** Who uses a certificate at this moment. */
  readonly users: CertificateUsers;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly stepFunctions: SFNClient;
  /** Of the root user of ACCOUNT, if no credentials are given. */
  readonly acm: (region: string, credentials?: Credentials) => ACMClient;
  /** Clients of MiniStack for anybody else than the root user of ACCOUNT. */
  readonly clientsOf: (credentials: Credentials) => Clients;
  /** What points the AWS CLI and the CDK CLI at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The one folder it writes into. */
  readonly folder: string;
  /** Resolves with what to tell people when MiniStack has ended, asked to or not; all programs are stopped then. */
  readonly breakdown: Promise<Problem>;
  stop(): Promise<void>;
}

export interface CloudOptions {
  /** MiniStack's port; a free one by default. */
  readonly port?: number;
  /**
   * Accounts other than ACCOUNT whose public zones ACM finds; MiniStack cannot list its accounts. Those that have a
   * certificate need not be named. Of two zones with one name, that of the account named first counts.
   */
  readonly zoneAccounts?: readonly string[];
  /** What Lambda functions may require: see MiniStackOptions. */
  readonly lambdaModules?: string;
  /** Told what is being done. */
  readonly progress: (text: string) => void;
}

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { port, progress } = options;
  // Without this the AWS SDK prints in every process that it will soon require a newer Node.js than 20.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  requireUnix();
  const miniStackPort = await freePort(port);
  const python = await virtualEnvironment(path.join(LOCAL, 'venv'), progress);
  const endpoint = `http://127.0.0.1:${miniStackPort}`;
  const place = { endpoint, region: REGION };
  const { emulator, users, root } = newEmulator(place, options);
  const { folder, stop } = enclosure(emulator);
  try {
    const acmEndpoint = await emulator.listen();
    progress(`MiniStack starts at ${endpoint}, ACM at ${acmEndpoint}`);
    const { lambdaModules } = options;
    const paths = { python, folder, lambdaModules };
    const { ended } = await startMiniStack({ ...paths, port: miniStackPort, acmEndpoint });
    progress('MiniStack enforces IAM; Lambda functions run as their roles');
    const breakdown = ended.then((problem) => {
      void stopAll();
      return problem;
    });
    return {
      emulator,
      users,
      ...root,
      acm: (region, credentials = rootOf(ACCOUNT)) =>
        new ACMClient({ endpoint: acmEndpoint, region, credentials }),
      clientsOf: (credentials) => clientsOf(credentials, place),
      environment: environmentFor(endpoint, acmEndpoint),
      folder,
      breakdown,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function requireUnix(): void {
  if (process.platform !== 'win32') return;
  throw new Problem('the local cloud does not run on Windows', 'run it in WSL');
}

/**
 * The folder of this run, and what stops everything. If this process exits before `stop` was called, programs
 * are killed and the folder is removed in the 'exit' event, where nothing can be waited for.
 */
function enclosure(emulator: Emulator): { folder: string; stop: () => Promise<void> } {
  const folder = makeRunFolder(LOCAL);
  const abandon = (): void => {
    killAll();
    removeFolder(folder);
  };
  process.once('exit', abandon);
  const stop = async (): Promise<void> => {
    await stopAll();
    await emulator.close();
    removeFolder(folder);
    process.off('exit', abandon);
  };
  return { folder, stop };
}

/** The emulator, whose ACM asks MiniStack, as the root user of each account, for CNAMEs, users and access keys. */
function newEmulator(place: Place, { zoneAccounts = [] }: CloudOptions) {
  const clients = new Map<string, Clients>();
  const rootIn = (account: string): Clients => {
    const known = clients.get(account) ?? clientsOf(rootOf(account), place);
    clients.set(account, known);
    return known;
  };
  const users = usersIn(rootIn);
  const root = rootIn(ACCOUNT);
  const accounts = (): string[] => [
    ACCOUNT,
    ...zoneAccounts,
    ...emulator.certificates().map(({ account }) => account),
  ];
  const emulator: Emulator = startEmulator({
    cnames: cnamesIn((account) => rootIn(account).route53, accounts),
    users,
    accessKeys: accessKeysIn(root.sts),
    timings: TIMINGS,
  });
  return { emulator, users, root };
}

/**
 * ACM names a user for minutes after it stopped using a certificate; in 12 s several ticks of Step wait for that, which
 * is what a reader should see.
 */
export const TIMINGS = { inUseLagSeconds: 12 };

function environmentFor(endpoint: string, acmEndpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_ACM: acmEndpoint,
    AWS_ACCESS_KEY_ID: rootOf(ACCOUNT).accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootOf(ACCOUNT).secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
  };
}
