import { ListCertificatesCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import type { Fault } from 'acm-emulator';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

test.each<[string, Partial<Fault>, string, number]>([
  ['ThrottlingException', { error: 'ThrottlingException' }, 'ThrottlingException', 400],
  ['AccessDeniedException', { error: 'AccessDeniedException' }, 'AccessDeniedException', 400],
  ['InternalFailure by default', {}, 'InternalFailure', 500],
  [
    'ServiceUnavailableException',
    { error: 'ServiceUnavailableException' },
    'ServiceUnavailableException',
    503,
  ],
])('a fault makes one call fail, with %s', async (_, fault, name, httpStatusCode) => {
  const { acm, emulator } = newEmulator();
  emulator.fail({ operation: 'ListCertificates', ...fault });
  const list = () => acm.send(new ListCertificatesCommand({}));
  await expect(list()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  await list();
  expect(emulator.history.map(({ operation, error }) => [operation, error])).toEqual([
    ['ListCertificates', name],
    ['ListCertificates', undefined],
  ]);
});

test.each([
  ['Throttling', 400],
  ['PriorRequestNotComplete', 400],
  ['AccessDenied', 403],
])('a fault makes Route 53 fail with %s and status %d', async (error, httpStatusCode) => {
  const { route53, emulator } = newEmulator();
  emulator.fail({ operation: 'ListHostedZones', error });
  const list = route53.send(new ListHostedZonesCommand({}));
  await expect(list).rejects.toMatchObject({ name: error, $metadata: { httpStatusCode } });
});

test('a fault strikes as many calls as it says, or every call until its end', async () => {
  const { acm, emulator, clock } = newEmulator();
  const outcomes = async (calls: number) => {
    const each = Array.from({ length: calls }, () => acm.send(new ListCertificatesCommand({})));
    return (await Promise.allSettled(each)).map(({ status }) => status);
  };
  emulator.fail({ operation: 'ListCertificates', times: 2 });
  expect(await outcomes(3)).toEqual(['rejected', 'rejected', 'fulfilled']);
  emulator.fail({ operation: 'ListCertificates', untilMs: clock.now() + 2000 });
  expect(await outcomes(2)).toEqual(['rejected', 'rejected']);
  clock.advance(2);
  expect(await outcomes(1)).toEqual(['fulfilled']);
});

test('faults that strike fewer calls than they were asked to, or none before their end, are outstanding', async () => {
  const { acm, emulator, clock } = newEmulator();
  const list = () => acm.send(new ListCertificatesCommand({}));
  const twice = { operation: 'ListCertificates', times: 2 };
  const early = { operation: 'RequestCertificate', untilMs: clock.now() + 1000 };
  emulator.fail(twice);
  emulator.fail(early);
  await expect(list()).rejects.toThrow();
  expect(emulator.outstandingFaults()).toEqual([twice, early]);
  await expect(list()).rejects.toThrow();
  clock.advance(2);
  await acm.send(new RequestCertificateCommand({ DomainName: DOMAIN }));
  expect(emulator.outstandingFaults()).toEqual([early]);
});

test.each<[string, Partial<Fault>, object]>([
  ['the connection breaks', {}, { name: 'TimeoutError', code: 'ECONNRESET' }],
  ['the given error is returned', { error: 'InternalFailure' }, { name: 'InternalFailure' }],
])('after the act the response is lost and %s', async (_, fault, refusal) => {
  const { acm, emulator } = newEmulator();
  emulator.fail({ operation: 'RequestCertificate', afterAct: true, ...fault });
  const request = acm.send(new RequestCertificateCommand({ DomainName: DOMAIN }));
  await expect(request).rejects.toMatchObject(refusal);
  expect(emulator.certificates()).toHaveLength(1);
});

test('the history says who called what, when and with which input', async () => {
  const { emulator, request, acmIn, clock } = newEmulator();
  await request({}, acmIn('eu-west-1', '111122223333'));
  expect(emulator.history).toEqual([
    {
      service: 'acm',
      operation: 'RequestCertificate',
      account: '111122223333',
      region: 'eu-west-1',
      input: { DomainName: DOMAIN, ValidationMethod: 'DNS' },
      time: clock.now(),
    },
  ]);
  emulator.clearHistory();
  expect(emulator.history).toEqual([]);
});
