// The app that solutions are compared by: one stack, one imported hosted zone, and certificates with one name each, all
// different, in the stack's own Region. Compiled, and run by plain Node on the built library:
//   node build/bench/app.js SOLUTION CERTIFICATES FOLDER [WARM-UPS]
// writes the cloud assembly into FOLDER and prints how many milliseconds that took, without loading aws-cdk-lib.
import { createRequire } from 'node:module';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { PEER, type Solution } from './solutions';

interface Props {
  readonly domainName: string;
  readonly hostedZone: IHostedZone;
}

type Add = (stack: Stack, id: string, props: Props) => unknown;

/** What is used of the package that is compared with. Its own types are there only once it is installed. */
interface Peer {
  readonly DnsValidatedCertificate: new (
    scope: Stack,
    id: string,
    props: { readonly domainName: string; readonly validationHostedZones: readonly object[] },
  ) => unknown;
}

/** Each loads what it needs, and nothing that another one needs. */
const SOLUTIONS: Readonly<Record<Solution, () => Promise<Add>>> = {
  native: async () => {
    const { Certificate, CertificateValidation } =
      await import('aws-cdk-lib/aws-certificatemanager');
    return (stack, id, { domainName, hostedZone }) =>
      new Certificate(stack, id, {
        domainName,
        validation: CertificateValidation.fromDns(hostedZone),
      });
  },
  ours: async () => {
    const { DnsCertificate } = await import('../lib/index.js');
    return (stack, id, props) => new DnsCertificate(stack, id, props);
  },
  deprecated: async () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- It is compared with because it is.
    const { DnsValidatedCertificate } = await import('aws-cdk-lib/aws-certificatemanager');
    return (stack, id, props) => new DnsValidatedCertificate(stack, id, props);
  },
  peer: () => {
    const load = createRequire(path.join(__dirname, '..', '..', 'bench', 'package.json'));
    const { DnsValidatedCertificate } = load(PEER) as Peer;
    return Promise.resolve((stack, id, { domainName, hostedZone }) => {
      const validationHostedZones = [{ hostedZone }];
      return new DnsValidatedCertificate(stack, id, { domainName, validationHostedZones });
    });
  },
};

/** Without aws-cdk-lib's limit of 500 resources a stack, so that what exceeds it can be measured, too. */
function synthesize(add: Add, certificates: number, outdir: string): void {
  const context = { '@aws-cdk/core:stackResourceLimit': 0 };
  const app = new App({ analyticsReporting: false, context, outdir });
  const env = { account: '123456789012', region: 'eu-west-1' };
  const stack = new Stack(app, 'Stack', { env });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    zoneName: 'example.com',
  });
  for (let number = 1; number <= certificates; number += 1) {
    add(stack, `Certificate${number}`, { domainName: `app-${number}.example.com`, hostedZone });
  }
  app.synth();
}

async function main([solution, certificates, folder = '', warmUps = '0']: string[]): Promise<void> {
  const add = await SOLUTIONS[solution as Solution]();
  for (let number = 1; number <= Number(warmUps); number += 1) {
    synthesize(add, Number(certificates), path.join(folder, String(number)));
  }
  const before = performance.now();
  synthesize(add, Number(certificates), folder);
  console.log(performance.now() - before);
}

void main(process.argv.slice(2));
