// Stacks for tests, and what their synthesized state machine says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { DnsCertificate, type DnsCertificateProps } from '../../lib';
import { definitionIn } from './definition-in';
import { ACCOUNT, DOMAIN, REGION } from './names';
import type { Definition } from './states-language';

export { ACCOUNT, REGION };

const assemblies = mkdtempSync(path.join(tmpdir(), 'assemblies-'));
let apps = 0;

const removeAssemblies = (): void => {
  rmSync(assemblies, { recursive: true, force: true });
};
if ('afterAll' in globalThis) afterAll(removeAssemblies);
else process.once('exit', removeAssemblies);

/** Its cloud assembly is gone after the tests of the file, or with the process of a bench. */
export function newApp(): App {
  apps += 1;
  return new App({ analyticsReporting: false, outdir: path.join(assemblies, String(apps)) });
}

export function newStack(): Stack {
  const app = newApp();
  return new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
}

export function zoneOf(stack: Stack, zoneName = DOMAIN): route53.IHostedZone {
  const id = `Zone${stack.node.children.length}`;
  return route53.HostedZone.fromHostedZoneAttributes(stack, id, {
    hostedZoneId: 'Z0123456789',
    zoneName,
  });
}

/** A certificate with sensible properties but for those given. */
export function certificateIn(
  stack: Stack,
  props: Partial<DnsCertificateProps> = {},
  id = 'Certificate',
): DnsCertificate {
  return new DnsCertificate(stack, id, {
    domainName: DOMAIN,
    hostedZone: props.hostedZone ?? zoneOf(stack),
    ...props,
  });
}

let synthesized: Definition | undefined;

/** Of a stack with a certificate; it is the same for all. */
export function certificateDefinition(): Definition {
  if (synthesized === undefined) {
    const stack = newStack();
    certificateIn(stack);
    synthesized = definitionIn(stack);
  }
  return synthesized;
}
