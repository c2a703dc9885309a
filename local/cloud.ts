// The local cloud: MiniStack in AWS's place and the emulator in ACM's, on free ports of 127.0.0.1, writing
// into one folder only. Started whole, stopped whole.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ACMClient } from '@aws-sdk/client-acm';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Route53Client } from '@aws-sdk/client-route-53';
import { startEmulator, type Emulator } from '../emulator';
import { associationsOf } from './associations';
import { hostedZonesOf } from './hosted-zones';
import { startMiniStack } from './ministack';
import { freePort, stopAll } from './processes';
import { virtualEnvironment } from './python';

export const ACCOUNT = '000000000000';
export const REGION = 'eu-west-1';

const LOCAL = path.join(__dirname, '..', '.local');

export interface Cloud {
  readonly emulator: Emulator;
  readonly route53: Route53Client;
  readonly acm: (region: string) => ACMClient;
  /** What points the AWS CLI and the CDK CLI at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The one folder it writes into. */
  readonly folder: string;
  stop(): Promise<void>;
}

export interface CloudOptions {
  /** MiniStack's port; a free one by default. */
  readonly port?: number;
  /** Told what is being done. */
  readonly progress: (text: string) => void;
}

export async function startCloud({ port, progress }: CloudOptions): Promise<Cloud> {
  // The SDK would say in every process that it will soon want a newer Node than 20.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const miniStackPort = await freePort(port);
  progress('MiniStack: preparing a virtual environment with the pinned version');
  const programs = await virtualEnvironment(path.join(LOCAL, 'venv'));
  const folder = path.join(LOCAL, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });

  const endpoint = `http://127.0.0.1:${miniStackPort}`;
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'local' };
  const client = { endpoint, region: REGION, credentials };
  const route53 = new Route53Client(client);
  const emulator = emulatorBeside(client, route53);
  const stop = async (): Promise<void> => {
    await stopAll();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const acmEndpoint = await emulator.listen();
    progress(`MiniStack starts at ${endpoint}, ACM at ${acmEndpoint}`);
    await startMiniStack({ programs, folder, port: miniStackPort, acmEndpoint });
    return {
      emulator,
      route53,
      acm: (region) => new ACMClient({ ...client, region, endpoint: acmEndpoint }),
      environment: environmentFor(endpoint, acmEndpoint),
      folder,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** ACM, which finds hosted zones and consumers in MiniStack. */
function emulatorBeside(client: Client, route53: Route53Client): Emulator {
  return startEmulator({
    zones: hostedZonesOf(route53),
    associations: associationsOf({
      loadBalancing: (region) => new ElasticLoadBalancingV2Client({ ...client, region }),
      cloudFront: new CloudFrontClient(client),
    }),
    timings: TIMINGS,
  });
}

interface Client {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Long enough for people to see what the handlers wait for. */
export const TIMINGS = { inUseLag: 12 };

function environmentFor(endpoint: string, acmEndpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_ACM: acmEndpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
  };
}
