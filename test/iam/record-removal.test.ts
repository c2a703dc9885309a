// What the roles of a stack may do whose certificate removes its validation records: the synthesized policies judge the call.
import { Stack } from 'aws-cdk-lib';
import { type Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, certificateIn, newApp, REGION, zoneOf } from '../support/synth';

const ZONE = 'Z0123456789';
const HEX = 'cb0cf1543d7b3890b5e45f47806ea723';

function iamWith(removeValidationRecords: boolean): StackIam {
  const stack = new Stack(newApp(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  certificateIn(stack, { hostedZone: zoneOf(stack), removeValidationRecords });
  return new StackIam(stack);
}

const iam = iamWith(true);

function call(action: string, resource: string, context: Call['context'] = {}): Call {
  return { action, resource, region: REGION, context };
}

const zoneArn = (zone: string): string => `arn:aws:route53:::hostedzone/${zone}`;
const reading = (zone = ZONE): Call => call('route53:ListResourceRecordSets', zoneArn(zone));
const listing = call('account:ListRegions', `arn:aws:account::${ACCOUNT}:account`);

interface Change {
  readonly name?: string;
  readonly type?: string;
  readonly action?: string;
  readonly zone?: string;
}

function change({ name = `_${HEX}.${DOMAIN}`, type = 'CNAME', ...rest }: Change = {}): Call {
  const { action = 'DELETE', zone = ZONE } = rest;
  return call('route53:ChangeResourceRecordSets', zoneArn(zone), {
    'route53:changeresourcerecordsetsnormalizedrecordnames': [name],
    'route53:changeresourcerecordsetsrecordtypes': [type],
    'route53:changeresourcerecordsetsactions': [action],
  });
}

type Rows = readonly [role: string, what: string, Call][];

test.each<Rows[number]>([
  ['StepRole', 'learn which Regions the account has', listing],
  ['StepRole', 'assume the role of the zone', call('sts:AssumeRole', iam.roleArn('Zone'))],
  ['Zone', 'read its records', reading()],
  ['Zone', 'remove a validation record', change()],
  // Its certificate may have left the template.
  ['Zone', 'remove that of any name', change({ name: `_${HEX}.gone.${DOMAIN}` })],
  ['Zone', 'put it back', change({ name: `_${HEX}.gone.${DOMAIN}`, action: 'UPSERT' })],
])('%s may %s', (role, _what, asked) => {
  expect(iam.judge(iam.roleArn(role), asked)).toBeUndefined();
});

test.each<Rows[number]>([
  ['StepRole', 'remove a record itself', change()],
  ['StepRole', 'read records itself', reading()],
  ['Zone', 'remove an A record', change({ type: 'A' })],
  ['Zone', 'remove what is no validation record', change({ name: `www.${DOMAIN}` })],
  [
    'Zone',
    'remove the challenge of another protocol',
    change({ name: `_acme-challenge.${'a'.repeat(17)}.${DOMAIN}` }),
  ],
  ['Zone', 'create a record that may not be overwritten', change({ action: 'CREATE' })],
  ['Zone', 'remove a record of another zone', change({ zone: 'ZOTHER' })],
  ['Zone', 'read another zone', reading('ZOTHER')],
])('%s may not %s', (role, _what, asked) => {
  expect(iam.judge(iam.roleArn(role), asked)).toContain('is not authorized to perform');
});

test('A stack that removes no records may neither read them nor learn about Regions', () => {
  const without = iamWith(false);
  const step = without.roleArn('StepRole');
  for (const asked of [listing, reading(), change()]) {
    expect(without.judge(step, asked)).toContain('is not authorized to perform');
  }
});
