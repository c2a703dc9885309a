// The library and the handlers are built apart, so each spells the same rules for itself. Here they are held
// to each other.
import { Template } from 'aws-cdk-lib/assertions';
import { ACMClient } from '@aws-sdk/client-acm';
import { MovableClock, startEmulator } from 'acm-emulator';
import { acmCertificates } from '../lambda/acm';
import { readRequest, readReturnAddress } from '../lambda/event';
import { certificateIn, newStack } from './support/synth';
import { createRequest, SPEC } from './support/certificates';
import { DOMAIN, nameOfLength, namesUnderDomain } from './support/names';

const EVENT = {
  RequestType: 'Create',
  RequestId: 'request',
  StackId: 'stack',
  ResponseURL: 'https://example.com/presigned',
  LogicalResourceId: 'Certificate',
};

function accepted(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

const label = (length: number): string => 'a'.repeat(length);

test.each<[string, string[], boolean]>([
  ['an apex and its wildcard', [DOMAIN, `*.${DOMAIN}`], true],
  ['capitals and a trailing dot', [`WWW.${DOMAIN.toUpperCase()}.`], true],
  ['a first name of 64 characters', [nameOfLength(64)], true],
  ['a first name of 65 characters', [nameOfLength(65)], false],
  ['another name of 65 characters', [DOMAIN, nameOfLength(65)], true],
  ['a name of 253 characters', [DOMAIN, nameOfLength(253)], true],
  ['a name of 254 characters', [DOMAIN, nameOfLength(254)], false],
  ['a label of 63 characters', [DOMAIN, `${label(63)}.${DOMAIN}`], true],
  ['a label of 64 characters', [DOMAIN, `${label(64)}.${DOMAIN}`], false],
  ['a label that ends in a hyphen', [`a-.${DOMAIN}`], false],
  ['an underscore', [`_a.${DOMAIN}`], false],
  ['a wildcard within', [`a.*.${DOMAIN}`], false],
  ['a last label of one character', ['a.b'], false],
  ['two wildcards', [`*.*.${DOMAIN}`], false],
  ['100 names', namesUnderDomain(100), true],
  ['101 names', namesUnderDomain(101), false],
  ['a name twice, beside 99 others', [...namesUnderDomain(100), `N0.${DOMAIN}.`], true],
])('%s: both say the same', (_case, [domainName = '', ...subjectAlternativeNames], expected) => {
  const properties = {
    Region: 'eu-west-1',
    DomainName: domainName,
    SubjectAlternativeNames: subjectAlternativeNames,
    HostedZones: [{ Id: 'Z1', Name: DOMAIN }],
  };
  const event = { ...EVENT, ResourceProperties: properties };
  const address = readReturnAddress(event)!;
  expect({
    library: accepted(() => certificateIn(newStack(), { domainName, subjectAlternativeNames })),
    handler: accepted(() => readRequest(event, address, 'eu-west-1')),
  }).toEqual({ library: expected, handler: expected });
});

test.each([
  ['ap-southeast-5', true],
  ['eu', false],
  ['eu-west-', false],
  ['https://eu-west-1', false],
])('the Region %s: both say the same', (region, expected) => {
  const ResourceProperties = {
    Region: region,
    DomainName: DOMAIN,
    HostedZones: [{ Id: 'Z1' }],
  };
  const event = { ...EVENT, ResourceProperties };
  const address = readReturnAddress(event)!;
  expect({
    library: accepted(() => certificateIn(newStack(), { region })),
    handler: accepted(() => readRequest(event, address, 'eu-west-1')),
  }).toEqual({ library: expected, handler: expected });
});

test('the tags that are written are those that the policy is about', async () => {
  const emulator = startEmulator({ clock: new MovableClock() });
  const { requestHandler } = emulator;
  const credentials = { accessKeyId: '000000000000', secretAccessKey: 'secret' };
  const certificates = acmCertificates(
    (region) => new ACMClient({ region, credentials, requestHandler }),
  );
  await certificates.request(SPEC, createRequest.owner, 'request');
  const written = emulator.history[0]?.input as { Tags: { Key: string; Value: string }[] };

  const stack = newStack();
  certificateIn(stack);
  const policy = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(written.Tags.map(({ Key }) => Key)).toEqual([
    'cdk-dns-certificate:stack',
    'cdk-dns-certificate:resource',
  ]);
  expect(policy).toContain(`"aws:TagKeys":${JSON.stringify(written.Tags.map(({ Key }) => Key))}`);
  const [{ Key } = { Key: '' }] = written.Tags;
  expect(policy).toContain(`"aws:RequestTag/${Key}"`);
  expect(policy).toContain(`"aws:ResourceTag/${Key}"`);
  await emulator.close();
});
