// The scene of the PEM: a certificate (bin/pem.ts) is read out of its parameters with the AWS CLI, where there is one, and
// verified with OpenSSL; then it and its parameters are destroyed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { rootOf } from '../cloud/clients';
import { appOptions, DEPLOY_OPTIONS } from '../cloud/cdk';
import { ACCOUNT, REGION, type Cloud } from '../cloud/cloud';
import { localEnvironment } from '../cloud/environment';
import { defect } from '../cloud/problem';
import { run } from '../cloud/processes';
import { fingerprintOf, verifyChain } from './openssl';
import type { Stage } from './scenes';

const STACK = 'Pem';

interface Outputs {
  readonly CertificateParameter: string;
  readonly ChainParameter: string;
  readonly Fingerprint: string;
  readonly NotAfter: string;
}

export async function playPem(stage: Stage): Promise<void> {
  const { cloud, narrator } = stage;
  const file = path.join(cloud.folder, 'outputs.json');
  const args = [...DEPLOY_OPTIONS, '--outputs-file', file];
  await stage.run(['deploy', STACK, ...args, ...appArgs(stage)]);
  const outputs = outputsIn(file);
  const certificate = await read(stage, outputs.CertificateParameter);
  const chain = await read(stage, outputs.ChainParameter);
  const root = await cloud.emulator.rootCertificate();
  const { verified, output } = await verifyChain(cloud.folder, { certificate, chain, root });
  narrator.say(`openssl verify: ${output.trim().split('/').pop() ?? ''}`);
  const fingerprint = await fingerprintOf(cloud.folder);
  narrator.say(`openssl x509:   sha256 Fingerprint=${fingerprint}`);
  narrator.say(`the stack says: ${outputs.Fingerprint}, valid until ${outputs.NotAfter}`);
  if (!verified) throw defect("scene 'pem': the chain does not verify", output);
  if (fingerprint !== outputs.Fingerprint) {
    throw defect("scene 'pem': the fingerprint is another");
  }
  await stage.run(['destroy', STACK, '--force', ...appArgs(stage)]);
  for (const name of [outputs.CertificateParameter, outputs.ChainParameter]) {
    if ((await valueOf(cloud, name)) !== undefined) {
      throw defect(`scene 'pem': parameter ${name} is left`);
    }
  }
  narrator.say('both parameters are gone with the certificate');
}

/** By the AWS CLI, if it is installed. */
async function read({ cloud, narrator }: Stage, name: string): Promise<string> {
  const command = ['ssm', 'get-parameter', '--name', name, '--query', 'Parameter.Value'];
  const env = { ...localEnvironment(), ...cloud.environment };
  const { code, output } = await run('aws', [...command, '--output', 'text'], { env });
  if (code === 0) {
    narrator.say(`aws ${command.join(' ')}`);
    return `${output.trim()}\n`;
  }
  narrator.say(`GetParameter of ${name}, by the SDK: the AWS CLI is not installed`);
  const value = await valueOf(cloud, name);
  if (value === undefined) throw defect(`scene 'pem': there is no parameter ${name}`);
  return value;
}

async function valueOf({ clientsOf }: Cloud, name: string): Promise<string | undefined> {
  try {
    const { ssm } = clientsOf(rootOf(ACCOUNT));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
    throw error;
  }
}

function outputsIn(file: string): Outputs {
  const all = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Outputs>>;
  const outputs = all[STACK];
  if (outputs === undefined) throw defect(`stack ${STACK} has no outputs`);
  return outputs;
}

function appArgs({ hostedZoneId, zoneName }: Stage): string[] {
  const context = { account: ACCOUNT, region: REGION, hostedZoneId, zoneName };
  return appOptions('npx tsx bin/pem.ts', context);
}
