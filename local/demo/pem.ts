// The scene of the PEM: a certificate (bin/pem.ts) is read out of its parameters with the AWS CLI, where there is one, and
// verified with OpenSSL; then it and its parameters are destroyed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { rootOf } from '../cloud/clients';
import { ACCOUNT, REGION, type Cloud } from '../cloud/cloud';
import { localEnvironment } from '../cloud/environment';
import { Problem } from '../cloud/problem';
import { run } from '../cloud/processes';
import { fingerprintOf, verifyChain } from './openssl';
import type { Stage } from './scenes';

const STACK = 'Pem';
const DEFECT = 'this is a defect; please report it';

interface Outputs {
  readonly CertificateParameter: string;
  readonly ChainParameter: string;
  readonly Fingerprint: string;
  readonly NotAfter: string;
}

export async function playPem(stage: Stage): Promise<void> {
  const { cloud, narrator } = stage;
  const file = path.join(cloud.folder, 'outputs.json');
  const args = ['--require-approval', 'never', '--progress', 'events', '--outputs-file', file];
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
  if (!verified) throw new Problem("scene 'pem': the chain does not verify", DEFECT, output);
  if (fingerprint !== outputs.Fingerprint) {
    throw new Problem("scene 'pem': the fingerprint is another", DEFECT);
  }
  await stage.run(['destroy', STACK, '--force', ...appArgs(stage)]);
  for (const name of [outputs.CertificateParameter, outputs.ChainParameter]) {
    if ((await valueOf(cloud, name)) !== undefined) {
      throw new Problem(`scene 'pem': parameter ${name} is left`, DEFECT);
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
  if (value === undefined) throw new Problem(`scene 'pem': there is no parameter ${name}`, DEFECT);
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
  if (outputs === undefined) throw new Problem(`stack ${STACK} has no outputs`, DEFECT);
  return outputs;
}

function appArgs({ hostedZoneId, zoneName }: Stage): string[] {
  const context = { account: ACCOUNT, region: REGION, hostedZoneId, zoneName };
  return [
    ...['--app', 'npx tsx bin/pem.ts'],
    ...Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
