// The library and the handlers are built apart, so each spells the same rules for itself. Here they are held
// to each other.
import { Template } from 'aws-cdk-lib/assertions';
import { ACMClient } from '@aws-sdk/client-acm';
import { MovableClock, startEmulator } from 'acm-emulator';
import { acmCertificates } from '../lambda/acm';
import { readRequest, readReturnAddress } from '../lambda/event';
import { certificateIn, newStack } from './support/synth';
import { createRequest, SPEC } from './support/certificates';

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
/** A name of so many characters. */
const name = (length: number): string =>
  `${`${label(50)}.`.repeat(4)}${label(length - 204 - 12)}.example.com`;
const names = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `n${n}.example.com`);

test.each<[string, string[], boolean]>([
  ['an apex and its wildcard', ['example.com', '*.example.com'], true],
  ['capitals and a trailing dot', ['WWW.Example.com.'], true],
  ['a first name of 64 characters', [`${label(52)}.example.com`], true],
  ['a first name of 65 characters', [`${label(53)}.example.com`], false],
  ['another name of 65 characters', ['example.com', `${label(53)}.example.com`], true],
  ['a name of 253 characters', ['example.com', name(253)], true],
  ['a name of 254 characters', ['example.com', name(254)], false],
  ['a label of 63 characters', ['example.com', `${label(63)}.example.com`], true],
  ['a label of 64 characters', ['example.com', `${label(64)}.example.com`], false],
  ['a label that ends in a hyphen', ['a-.example.com'], false],
  ['an underscore', ['_a.example.com'], false],
  ['a wildcard within', ['a.*.example.com'], false],
  ['a last label of one character', ['a.b'], false],
  ['two wildcards', ['*.*.example.com'], false],
  ['100 names', names(100), true],
  ['101 names', names(101), false],
  ['a name twice, beside 99 others', [...names(100), 'N0.example.com.'], true],
])('%s: both say the same', (_case, [domainName = '', ...subjectAlternativeNames], expected) => {
  const properties = {
    Region: 'eu-west-1',
    DomainName: domainName,
    SubjectAlternativeNames: subjectAlternativeNames,
    HostedZones: [{ Id: 'Z1', Name: 'example.com' }],
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
    DomainName: 'example.com',
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
