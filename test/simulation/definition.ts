// The state machine as the library writes it, synthesized once for each process.
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from '../../lib';
import { DOMAIN } from '../support/names';
import type { Definition } from '../support/states-language';
import { definitionIn } from '../support/definition-in';

let synthesized: Definition | undefined;

export function definition(): Definition {
  synthesized ??= synthesize();
  return synthesized;
}

function synthesize(): Definition {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const zone = { hostedZoneId: 'Z0123456789', zoneName: DOMAIN };
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', zone);
  new DnsCertificate(stack, 'Certificate', { domainName: DOMAIN, hostedZone });
  return definitionIn(stack);
}
