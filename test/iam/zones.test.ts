// What Step may do in several hosted zones, and what the role of another account may do in its own.
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { DnsCertificate, DnsValidationRole } from '../../lib';
import type { Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, newApp, REGION } from '../support/synth';

const HEX = 'cb0cf1543d7b3890b5e45f47806ea723';
const OTHER = '222222222222';
const ROLE = `arn:aws:iam::${OTHER}:role/Dns`;

function zone(stack: Stack, hostedZoneId: string, zoneName?: string): route53.IHostedZone {
  return zoneName === undefined
    ? route53.HostedZone.fromHostedZoneId(stack, hostedZoneId, hostedZoneId)
    : route53.HostedZone.fromHostedZoneAttributes(stack, hostedZoneId, { hostedZoneId, zoneName });
}

/** A certificate in a zone with a name, one without, and one of another account. */
function ofStep(): StackIam {
  const stack = new Stack(newApp(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  new DnsCertificate(stack, 'Certificate', {
    domainName: DOMAIN,
    subjectAlternativeNames: [`www.${DOMAIN}`, 'example.org'],
    validationZones: [
      { hostedZone: zone(stack, 'ZCOM', DOMAIN) },
      { hostedZone: zone(stack, 'ZANY') },
      {
        hostedZone: zone(stack, 'ZORG', 'example.org'),
        role: iam.Role.fromRoleArn(stack, 'Role', ROLE),
      },
    ],
  });
  return new StackIam(stack);
}

/** The role in the other account, for all names of a zone or for some. */
function ofRole(domainNames?: string[]): StackIam {
  const stack = new Stack(newApp(), 'Dns', { env: { account: OTHER, region: REGION } });
  new DnsValidationRole(stack, 'Role', {
    hostedZones: [zone(stack, 'ZORG', 'example.org')],
    trustedAccount: ACCOUNT,
    ...(domainNames !== undefined && { domainNames }),
  });
  return new StackIam(stack, {}, 'aws', OTHER);
}

function call(action: string, resource: string, context: Call['context'] = {}): Call {
  return { action, resource, region: REGION, context };
}

function change(zoneId: string, name: string, { type = 'CNAME', action = 'UPSERT' } = {}): Call {
  return call('route53:ChangeResourceRecordSets', `arn:aws:route53:::hostedzone/${zoneId}`, {
    'route53:changeresourcerecordsetsnormalizedrecordnames': [name],
    'route53:changeresourcerecordsetsrecordtypes': [type],
    'route53:changeresourcerecordsetsactions': [action],
  });
}

const get = (zoneId: string): Call =>
  call('route53:GetHostedZone', `arn:aws:route53:::hostedzone/${zoneId}`);

const step = ofStep();

test.each<[string, Call]>([
  ['write the record of a name into its zone', change('ZCOM', `_${HEX}.www.${DOMAIN}`)],
  ['write it into the zone that may turn out to serve it', change('ZANY', `_${HEX}.${DOMAIN}`)],
  ['ask for the name of the zone that has none', get('ZANY')],
])('Step may %s', (_what, asked) => {
  expect(step.judge(step.roleArn('StepRole'), asked)).toBeUndefined();
});

test.each<[string, Call]>([
  ['write into the zone of the other account by itself', change('ZORG', `_${HEX}.example.org`)],
  ['write into a zone that was not given', change('ZELSE', `_${HEX}.${DOMAIN}`)],
  ['write what is no validation record', change('ZANY', `www.${DOMAIN}`)],
  ['ask for the name of a zone that has one', get('ZCOM')],
  ['read a zone that was not given', get('ZELSE')],
])('Step may not %s', (_what, asked) => {
  expect(step.judge(step.roleArn('StepRole'), asked)).toMatch(/is not authorized/);
});

test('Step may assume the role that was given, and no other of that account', () => {
  const other = ofRole();
  const given = step.roleArn('StepRole');
  expect(step.judge(given, call('sts:AssumeRole', other.roleArn('Role')), other)).toContain(
    'no identity policy allows',
  );
});

const all = ofRole();

test.each<[string, Call]>([
  ['write the validation record of any name', change('ZORG', `_${HEX}.a.b.example.org`)],
  ['ask for the name of its zone', get('ZORG')],
])('The role for a zone may %s', (_what, asked) => {
  expect(all.judge(all.roleArn('Role'), asked)).toBeUndefined();
});

test.each<[string, Call]>([
  ['write into another zone', change('ZELSE', `_${HEX}.example.org`)],
  ['write what is no validation record', change('ZORG', 'www.example.org')],
  ['write a TXT record', change('ZORG', `_${HEX}.example.org`, { type: 'TXT' })],
  ['answer a challenge of ACME', change('ZORG', `_acme-challenge.${'a'.repeat(17)}.example.org`)],
  ['read another zone', get('ZELSE')],
  ['delete its zone', call('route53:DeleteHostedZone', 'arn:aws:route53:::hostedzone/ZORG')],
])('The role for a zone may not %s', (_what, asked) => {
  expect(all.judge(all.roleArn('Role'), asked)).toMatch(/is not authorized/);
});

test('The role for some names may write their records only', () => {
  const some = ofRole(['*.WWW.example.org.']);
  const judge = (name: string): string | undefined =>
    some.judge(some.roleArn('Role'), change('ZORG', `_${HEX}.${name}`));
  expect(judge('www.example.org')).toBeUndefined();
  expect(judge('api.example.org')).toMatch(/is not authorized/);
});
