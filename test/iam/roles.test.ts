// What each role of a stack may do, and what it may not: the synthesized policies judge the call.
import { Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../../contract/constants';
import { EmailCertificate } from '../../lib';
import { STACK_ID } from '../support/cloudformation';
import { evaluate, type Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, certificateIn, newApp, REGION } from '../support/synth';

const ZONE = 'Z0123456789';
const MADE_ZONE = 'ZMADE';
const MAILED = `mailed.${DOMAIN}`;
const OTHER_STACK = STACK_ID.replace('stack/Stack/', 'stack/Other/');
const HEX = 'cb0cf1543d7b3890b5e45f47806ea723';
const RECORDS = 'route53:ChangeResourceRecordSets';
const CA = `arn:aws:acm-pca:${REGION}:${ACCOUNT}:certificate-authority/1`;
const KEY_PAIR_ORIGIN = 'acm:certificatekeypairorigin';

/**
 * A stack with three certificates: one of them in another Region and in a zone that is made in the stack, one validated by
 * e-mail.
 */
function newIam(partition = 'aws'): StackIam {
  const stack = new Stack(newApp(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const imported = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: ZONE,
    zoneName: DOMAIN,
  });
  const subjectAlternativeNames = [`*.${DOMAIN}`, `www.${DOMAIN}`];
  certificateIn(stack, { hostedZone: imported, subjectAlternativeNames }, 'One');
  const made = new route53.PublicHostedZone(stack, 'Made', { zoneName: `sub.${DOMAIN}` });
  const domainName = `sub.${DOMAIN}`;
  certificateIn(stack, { domainName, hostedZone: made, region: 'us-east-1' }, 'Two');
  new EmailCertificate(stack, 'Three', { domainName: MAILED });
  const { logicalId } = made.node.defaultChild as route53.CfnHostedZone;
  return new StackIam(stack, { [String(stack.resolve(logicalId))]: MADE_ZONE }, partition);
}

const iam = newIam();
const MACHINE = iam.machineArn;
const EXECUTION = `${MACHINE.replace(':stateMachine:', ':execution:')}:1`;
const FUNCTION = iam.functionArn('Step');
const LOG = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:CustomAcmCertificateLog8A1B3CE7:*`;

function call(action: string, fields: Partial<Omit<Call, 'action'>> = {}): Call {
  return { action, resource: '*', region: REGION, context: {}, ...fields };
}
const on = (action: string, resource: string): Call => call(action, { resource });

/** A key with no value is absent. */
function context(fields: Call['context']): Call['context'] {
  return Object.fromEntries(Object.entries(fields).filter(([, values]) => values.length > 0));
}

const AS_OWN = {
  [`aws:requesttag/${STACK_TAG}`]: [STACK_ID],
  'aws:tagkeys': [STACK_TAG, RESOURCE_TAG],
};
const AS_OTHER = { [`aws:requesttag/${STACK_TAG}`]: [OTHER_STACK] };
const OF_STACK = { [`aws:resourcetag/${STACK_TAG}`]: [STACK_ID] };
const OF_OTHER = { [`aws:resourcetag/${STACK_TAG}`]: [OTHER_STACK] };

function request(fields: Call['context'] = {}, region = REGION): Call {
  const names = { 'acm:domainnames': [DOMAIN, `*.${DOMAIN}`], 'acm:validationmethod': ['DNS'] };
  const asked = context({ ...names, ...AS_OWN, ...fields });
  return call('acm:RequestCertificate', { region, context: asked });
}

function requestByEmail(fields: Call['context'] = {}, region = REGION): Call {
  const byEmail = { 'acm:domainnames': [MAILED], 'acm:validationmethod': ['EMAIL'] };
  return request({ ...byEmail, ...fields }, region);
}

function changeMethod(of: Call['context'], method = ['DNS']): Call {
  return certificate(
    'UpdateCertificateOptions',
    context({ ...of, 'acm:validationmethod': method }),
  );
}

function certificate(action: string, fields: Call['context'] = {}): Call {
  const resource = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/1`;
  return call(`acm:${action}`, { resource, context: fields });
}

function tag(fields: Call['context'] = {}): Call {
  return certificate('AddTagsToCertificate', { ...AS_OWN, ...fields });
}

function untag(keys: readonly string[], of: Call['context'] = OF_STACK): Call {
  return certificate('RemoveTagsFromCertificate', { ...of, 'aws:tagkeys': keys });
}

interface Change {
  readonly name?: string;
  readonly type?: string;
  readonly action?: string;
  readonly zone?: string;
}

function change({ name = `_${HEX}.${DOMAIN}`, type = 'CNAME', ...rest }: Change = {}): Call {
  const { action = 'UPSERT', zone = ZONE } = rest;
  return call(RECORDS, {
    resource: `arn:aws:route53:::hostedzone/${zone}`,
    context: {
      'route53:changeresourcerecordsetsnormalizedrecordnames': [name],
      'route53:changeresourcerecordsetsrecordtypes': [type],
      'route53:changeresourcerecordsetsactions': [action],
    },
  });
}

function changeInMadeZone(fields: Change = {}): Call {
  return change({ name: `_${HEX}.sub.${DOMAIN}`, zone: MADE_ZONE, ...fields });
}

/** As long as a validation record's first label would have to be for IAM's pattern to match. */
const CHALLENGE = `_acme-challenge.${'a'.repeat(17)}`;

type Rows = readonly [role: string, what: string, Call][];

const allowed: Rows = [
  ['StepRole', 'request a certificate with its names', request()],
  ['StepRole', 'request the default key', request({ 'acm:keyalgorithm': ['RSA_2048'] })],
  ['StepRole', 'request what is not exportable', request({ 'acm:export': ['DISABLED'] })],
  ['StepRole', "request with a key pair of ACM's", request({ [KEY_PAIR_ORIGIN]: ['AWS_MANAGED'] })],
  [
    'StepRole',
    'request in the other Region',
    request({ 'acm:domainnames': [`sub.${DOMAIN}`] }, 'us-east-1'),
  ],
  ['StepRole', 'request by e-mail the name that is validated so', requestByEmail()],
  ['StepRole', 'send the mails of its stack again', certificate('ResendValidationEmail', OF_STACK)],
  ['StepRole', 'change what is of its stack to DNS', changeMethod(OF_STACK)],
  ['StepRole', 'see records', certificate('ListCertificateDomainValidations')],
  ['StepRole', 'tag what it is about to make', tag()],
  ['StepRole', 'tag what is of its stack', tag(OF_STACK)],
  ['StepRole', "tag with a user's keys", tag({ 'aws:tagkeys': [STACK_TAG, 'owner'] })],
  ['StepRole', "remove a user's tags, and that it is kept", untag(['team', RETAIN_TAG])],
  ['StepRole', 'describe any certificate', certificate('DescribeCertificate')],
  ['StepRole', 'read the tags of any certificate', certificate('ListTagsForCertificate')],
  ['StepRole', 'list certificates', call('acm:ListCertificates')],
  ['StepRole', 'delete what is of its stack', certificate('DeleteCertificate', OF_STACK)],
  ['StepRole', 'write a validation record', change()],
  ['StepRole', 'write that of another of its names', change({ name: `_${HEX}.www.${DOMAIN}` })],
  ['StepRole', 'assume the role of its zone', on('sts:AssumeRole', iam.roleArn('Zone'))],
  ['StepRole', 'write its log', on('logs:PutLogEvents', LOG)],
  ['Zone', 'write a validation record in its zone', changeInMadeZone()],
  ['IntakeRole', 'start an execution', on('states:StartExecution', MACHINE)],
  ['StepRole', 'list its executions', on('states:ListExecutions', MACHINE)],
  ['StepRole', 'stop an execution', on('states:StopExecution', EXECUTION)],
  ['StepRole', 'read what one has done', on('states:GetExecutionHistory', EXECUTION)],
  ['IntakeRole', 'write its log', on('logs:CreateLogStream', LOG)],
  ['StateMachineRole', 'run Step', on('lambda:InvokeFunction', FUNCTION)],
];

const denied: Rows = [
  ['StepRole', 'request another name', request({ 'acm:domainnames': [`other.${DOMAIN}`] })],
  [
    'StepRole',
    'request another name beside its own',
    request({ 'acm:domainnames': [DOMAIN, `a.${DOMAIN}`] }),
  ],
  ['StepRole', 'request validation by e-mail', request({ 'acm:validationmethod': ['EMAIL'] })],
  ['StepRole', 'request another key', request({ 'acm:keyalgorithm': ['EC_prime256v1'] })],
  ['StepRole', 'request an exportable certificate', request({ 'acm:export': ['ENABLED'] })],
  ['StepRole', 'request a private certificate', request({ 'acm:certificateauthority': [CA] })],
  ['StepRole', 'request by ACME', request({ [KEY_PAIR_ORIGIN]: ['ACME'] })],
  ['StepRole', 'request as another stack', request(AS_OTHER)],
  [
    'StepRole',
    'request without a tag',
    request({ [`aws:requesttag/${STACK_TAG}`]: [], 'aws:tagkeys': [] }),
  ],
  ['StepRole', 'request in a third Region', request({}, 'eu-north-1')],
  ['StepRole', 'request by e-mail another name', requestByEmail({ 'acm:domainnames': [DOMAIN] })],
  [
    'StepRole',
    'request by DNS what is validated by e-mail',
    requestByEmail({ 'acm:validationmethod': ['DNS'] }),
  ],
  [
    'StepRole',
    'request by e-mail with another key',
    requestByEmail({ 'acm:keyalgorithm': ['EC_prime256v1'] }),
  ],
  [
    'StepRole',
    'request by e-mail what is exportable',
    requestByEmail({ 'acm:export': ['ENABLED'] }),
  ],
  [
    'StepRole',
    'request by e-mail a private certificate',
    requestByEmail({ 'acm:certificateauthority': [CA] }),
  ],
  ['StepRole', 'request by e-mail and ACME', requestByEmail({ [KEY_PAIR_ORIGIN]: ['ACME'] })],
  ['StepRole', 'request by e-mail as another stack', requestByEmail(AS_OTHER)],
  ['StepRole', 'request by e-mail in a third Region', requestByEmail({}, 'eu-north-1')],
  [
    'StepRole',
    'send the mails of another stack again',
    certificate('ResendValidationEmail', OF_OTHER),
  ],
  ['StepRole', 'send the mails of what has no tag', certificate('ResendValidationEmail')],
  ['StepRole', 'change what is of another stack to DNS', changeMethod(OF_OTHER)],
  ['StepRole', 'change other options', changeMethod(OF_STACK, [])],
  ['StepRole', 'tag what is of another stack', tag(OF_OTHER)],
  ['StepRole', 'tag as another stack', tag(AS_OTHER)],
  ['StepRole', 'tag in a third Region', { ...tag(), region: 'eu-north-1' }],
  ['StepRole', 'tag without saying whose it is', certificate('AddTagsToCertificate', OF_STACK)],
  ['StepRole', 'remove tags of what is of another stack', untag(['team'], OF_OTHER)],
  ['StepRole', 'remove tags of what has no owner', untag(['team'], {})],
  ['StepRole', 'remove the tag that names the stack', untag(['team', STACK_TAG])],
  ['StepRole', 'remove the tag that names the resource', untag([RESOURCE_TAG])],
  ['StepRole', 'delete what is of another stack', certificate('DeleteCertificate', OF_OTHER)],
  ['StepRole', 'delete what has no tag', certificate('DeleteCertificate')],
  ['StepRole', 'export a certificate', certificate('ExportCertificate', OF_STACK)],
  ['StepRole', 'write an A record', change({ type: 'A' })],
  ['StepRole', 'delete a record', change({ action: 'DELETE' })],
  ['StepRole', 'write the record of another name', change({ name: `_${HEX}.other.${DOMAIN}` })],
  ['StepRole', 'write what is no validation record', change({ name: `www.${DOMAIN}` })],
  ['StepRole', 'write a short challenge', change({ name: `_acme-challenge.${DOMAIN}` })],
  ['StepRole', 'write a challenge of 32 characters', change({ name: `${CHALLENGE}.${DOMAIN}` })],
  ['StepRole', 'write into another zone', change({ zone: 'ZOTHER' })],
  ['StepRole', 'write itself into the zone that has a role', changeInMadeZone()],
  ['StepRole', 'assume another role', on('sts:AssumeRole', iam.roleArn('IntakeRole'))],
  ['StepRole', 'start an execution', on('states:StartExecution', MACHINE)],
  ['StepRole', 'write another log', on('logs:PutLogEvents', LOG.replace('Log8A', 'Log'))],
  ['Zone', 'write into another zone', changeInMadeZone({ zone: ZONE })],
  ['Zone', 'write an A record', changeInMadeZone({ type: 'A' })],
  ['Zone', 'write another name', changeInMadeZone({ name: `_${HEX}.${DOMAIN}` })],
  ['Zone', 'delete a record', changeInMadeZone({ action: 'DELETE' })],
  ['Zone', 'write a challenge', changeInMadeZone({ name: `${CHALLENGE}.sub.${DOMAIN}` })],
  ['Zone', 'request a certificate', request()],
  ['StepRole', 'list executions of another machine', on('states:ListExecutions', `${MACHINE}2`)],
  [
    'StepRole',
    'stop one of another machine',
    on('states:StopExecution', EXECUTION.replace(':1', '2:1')),
  ],
  ['StepRole', 'redrive an execution', on('states:RedriveExecution', EXECUTION)],
  ['IntakeRole', 'start another machine', on('states:StartExecution', `${MACHINE}2`)],
  ['IntakeRole', 'stop an execution', on('states:StopExecution', MACHINE)],
  ['IntakeRole', 'delete a certificate', certificate('DeleteCertificate', OF_STACK)],
  ['StateMachineRole', 'run another function', on('lambda:InvokeFunction', `${FUNCTION}2`)],
  ['StateMachineRole', 'delete a certificate', certificate('DeleteCertificate', OF_STACK)],
];

test.each(allowed)('%s may %s', (role, _what, asked) => {
  expect(iam.judge(iam.roleArn(role), asked)).toBeUndefined();
});

test.each(denied)('%s may not %s', (role, _what, asked) => {
  expect(iam.judge(iam.roleArn(role), asked)).toContain('is not authorized to perform');
});

test.each([
  ['lambda.amazonaws.com', 'StepRole'],
  ['lambda.amazonaws.com', 'IntakeRole'],
  ['states.amazonaws.com', 'StateMachineRole'],
])('%s may assume %s on behalf of this account only', (service, role) => {
  const resource = iam.roleArn(role);
  const as = (account: string): string => {
    const caller = { 'aws:principalservicename': [service], 'aws:sourceaccount': [account] };
    const asked = { ...on('sts:AssumeRole', resource), context: caller };
    return evaluate(asked, { identity: {}, trust: iam.trustOf(resource) }).decision;
  };
  expect([as(ACCOUNT), as('222222222222')]).toEqual(['Allow', 'ImplicitDeny']);
});

test.each(['aws-cn', 'aws-us-gov'])('rights are the same in the partition %s', (partition) => {
  const there = newIam(partition);
  const mayThere = ([role, what, asked]: Rows[number]): [string, boolean] => {
    const resource = asked.resource.replace('arn:aws:', `arn:${partition}:`);
    return [what, there.judge(there.roleArn(role), { ...asked, resource }) === undefined];
  };
  expect(allowed.map(mayThere)).toEqual(allowed.map(([, what]) => [what, true]));
  expect(denied.map(mayThere)).toEqual(denied.map(([, what]) => [what, false]));
});

interface Statement {
  readonly Action: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Place {
  readonly role: string;
  readonly policy: string;
  readonly n: number;
  readonly statement: Statement;
}

function statementsIn(document: unknown): Statement[] {
  return [(document as { Statement: Statement | Statement[] }).Statement].flat();
}

const places = ['StepRole', 'Zone', 'IntakeRole', 'StateMachineRole'].flatMap((role) =>
  Object.entries(iam.documentsOf(iam.roleArn(role))).flatMap(([policy, document]) =>
    statementsIn(document).map((statement, n): Place => ({ role, policy, n, statement })),
  ),
);

/** Whether the role's identity policies alone allow a call when one statement is replaced, or taken away. */
function mayWith({ role, policy, n }: Place, replacement?: Statement): (asked: Call) => boolean {
  const identity = { ...iam.documentsOf(iam.roleArn(role)) };
  const Statement = statementsIn(identity[policy]).flatMap((each, index) =>
    index === n ? (replacement ?? []) : [each],
  );
  identity[policy] = { ...(identity[policy] as object), Statement };
  return (asked) => {
    // Judged as any other action, so that a role's trust does not make up for what is missing.
    const action = asked.action.replace('sts:AssumeRole', 'sts:GetCallerIdentity');
    const documents = JSON.parse(
      JSON.stringify(identity).replaceAll('sts:AssumeRole', 'sts:GetCallerIdentity'),
    ) as Record<string, unknown>;
    const tags = action === 'sts:GetCallerIdentity' ? iam.tagsOf(asked.resource) : {};
    const judged = { ...asked, action, context: { ...asked.context, ...tags } };
    return evaluate(judged, { identity: documents }).decision === 'Allow';
  };
}

test.each(
  places.map((place) => [place.role, JSON.stringify(place.statement.Action), place] as const),
)('%s needs the statement that allows %s', (role, _action, place) => {
  const may = mayWith(place);
  const lost = allowed.filter(([whose, , asked]) => whose === role && !may(asked));
  expect(lost.map(([, what]) => what)).not.toEqual([]);
});

const conditions = places.flatMap((place) =>
  Object.entries(place.statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => [place.role, `${operator} of ${key}`, place] as const),
  ),
);

test.each(conditions)('%s needs the condition %s', (role, condition, place) => {
  const [operator = '', key = ''] = condition.split(' of ');
  const others = Object.entries(place.statement.Condition![operator]!).filter(
    ([name]) => name !== key,
  );
  const Condition = { ...place.statement.Condition, [operator]: Object.fromEntries(others) };
  const may = mayWith(place, { ...place.statement, Condition });
  const gained = denied.filter(([whose, , asked]) => whose === role && may(asked));
  expect(gained.map(([, what]) => what)).not.toEqual([]);
});
