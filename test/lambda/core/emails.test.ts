import type { ReasonCode } from '../../../contract/reason-codes';
import type { Known } from '../../../contract/state';
import { createOperation } from '../../../lambda/core/create';
import { CertificateError, type ErrorCode } from '../../../lambda/core/errors';
import type { Action, Look } from '../../../lambda/core/lifecycle';
import type { Certificate, CertificateSpec } from '../../../lambda/core/ports';
import { tick } from '../../../lambda/core/tick';
import { updateOperation } from '../../../lambda/core/update';
import {
  ARN,
  BEGUN_AT,
  certificate,
  createRequest,
  look,
  minutesLater,
  SPEC,
  updateRequest,
} from '../../support/certificates';
import { DOMAIN } from '../../support/names';
import { worldOf } from '../../support/world';

const WWW = `www.${DOMAIN}`;
const SPEC_BY_EMAIL: CertificateSpec = {
  ...SPEC,
  subjectAlternativeNames: [WWW],
  hostedZones: [],
  email: { validationDomains: { [WWW]: DOMAIN }, resendAfterMs: [20 * 60_000, 40 * 60_000] },
};
const create = { ...createRequest, spec: SPEC_BY_EMAIL };
const mailboxes = [`admin@${DOMAIN}`, `postmaster@${DOMAIN}`];

function byEmail(fields: Partial<Certificate> = {}, approved: readonly string[] = []): Certificate {
  const names = [DOMAIN, WWW];
  return certificate({
    names,
    method: 'EMAIL',
    domainValidations: names.map((domainName) => ({
      domainName,
      status: approved.includes(domainName) ? 'SUCCESS' : 'PENDING_VALIDATION',
      validationDomain: DOMAIN,
      mailboxes,
    })),
    ...fields,
  });
}

const waiting: Known = { requested: ARN, described: [ARN] };
const decide = (seen: Look, spec = SPEC_BY_EMAIL): Action =>
  createOperation({ ...create, spec }).decide(seen);
const seen = (minutes: number, known: Known, certificates = [byEmail()]): Look =>
  look(minutes, { known: { ...waiting, ...known }, certificates });
const noted = (minutes: number, names = [DOMAIN, WWW]): Known => ({
  resends: { [ARN]: 1 },
  resending: { certificateArn: ARN, names, notedAt: minutesLater(minutes) },
});

const rows: [title: string, Look, ReasonCode, object][] = [
  [
    'A create by e-mail requests without a hosted zone',
    look(0, { known: {} }),
    'REQUESTING',
    { do: 'REQUEST', spec: SPEC_BY_EMAIL },
  ],
  [
    'A create waits for approvals, and names the names that are open and the mailboxes',
    seen(1, {}, [byEmail({}, [DOMAIN])]),
    'APPROVAL_PENDING',
    { do: 'WAIT', reason: `nobody has approved ${WWW} (mails to ${mailboxes.join(', ')}) yet` },
  ],
  [
    'A create sends nothing again before it is time',
    seen(19.9, {}),
    'APPROVAL_PENDING',
    { do: 'WAIT' },
  ],
  [
    'Mails are noted before they are sent, of the names that are still open',
    seen(20, {}, [byEmail({}, [DOMAIN])]),
    'SENDING_AGAIN',
    { do: 'NOTE_RESENDING', names: [WWW], times: 1 },
  ],
  [
    'Of two times that have passed meanwhile, one mail is made',
    seen(41, {}),
    'SENDING_AGAIN',
    { do: 'NOTE_RESENDING', names: [DOMAIN, WWW], times: 2 },
  ],
  [
    'A time that has passed before a late request is over: ACM has sent mails with that',
    seen(22, { requestedAt: minutesLater(21) }),
    'APPROVAL_PENDING',
    { do: 'WAIT' },
  ],
  [
    'The times after a late request are not',
    seen(40, { requestedAt: minutesLater(21) }),
    'SENDING_AGAIN',
    { do: 'NOTE_RESENDING', names: [DOMAIN, WWW], times: 1 },
  ],
  [
    'What is noted is sent, to the domain that is wanted',
    seen(20.1, noted(20, [WWW])),
    'SENDING_AGAIN',
    { do: 'RESEND', mails: { domainName: WWW, validationDomain: DOMAIN } },
  ],
  [
    'A tick that was tried before sends nothing: it may have sent',
    { ...seen(20.1, noted(20)), isTriedAgain: true },
    'SENDING_AGAIN',
    { do: 'NOTE_RESENDING', names: [WWW], times: 1 },
  ],
  [
    'What was noted long ago is not sent: the execution was revived',
    seen(22, noted(20)),
    'SENDING_AGAIN',
    { do: 'NOTE_RESENDING', names: [WWW] },
  ],
  [
    'A name that is approved after it was noted gets no mail',
    seen(20.1, noted(20), [byEmail({}, [DOMAIN])]),
    'SENDING_AGAIN',
    { do: 'NOTE_RESENDING', names: [WWW] },
  ],
  [
    'What was sent for a time is not sent for it again',
    seen(30, { resends: { [ARN]: 1 } }),
    'APPROVAL_PENDING',
    { do: 'WAIT' },
  ],
  [
    'Nothing is sent when all names are approved',
    seen(20, {}, [byEmail({}, [DOMAIN, WWW])]),
    'ISSUANCE_PENDING',
    { do: 'WAIT' },
  ],
  [
    'At the deadline a create fails with its ARN, the open names and the mailboxes',
    seen(55, { resends: { [ARN]: 2 } }, [byEmail({}, [DOMAIN])]),
    'APPROVAL_PENDING',
    {
      response: {
        status: 'FAILED',
        physicalResourceId: ARN,
        code: 'APPROVAL_PENDING',
        reason: expect.stringMatching(
          `^certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: nobody has approved ${WWW};.* Mails went to ${mailboxes.join(', ')}, and 2 times more`,
        ) as string,
      },
    },
  ],
  [
    'What could not be sent is in the reason',
    seen(55, { unsent: 'acm:ResendValidationEmail: no' }),
    'APPROVAL_PENDING',
    {
      reason: expect.stringContaining(
        'not all could be sent again: acm:ResendValidationEmail: no',
      ) as string,
    },
  ],
  [
    'A certificate that is issued is a success',
    seen(21, noted(20), [byEmail({ status: 'ISSUED' }, [DOMAIN, WWW])]),
    'ISSUED',
    { response: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
];

test.each(rows)('%s', (_title, at, code, action) => {
  expect(decide(at)).toMatchObject({ code, ...action });
});

test('A certificate that is not waited for is a success as soon as ACM has said to whom it writes', () => {
  const spec = { ...SPEC_BY_EMAIL, isWaitedFor: false };
  const unnamed = byEmail({
    domainValidations: [DOMAIN, WWW].map((domainName) => ({
      domainName,
      status: 'PENDING_VALIDATION',
    })),
  });
  expect(decide(seen(0.1, {}, [unnamed]), spec)).toMatchObject({ do: 'WAIT' });
  expect(decide(seen(0.1, {}), spec)).toMatchObject({
    code: 'APPROVAL_PENDING',
    response: {
      status: 'SUCCESS',
      reason: expect.stringContaining('ACM gives up 72 hours') as string,
    },
  });
  expect(decide(seen(1, {}, [unnamed]), spec)).toMatchObject({ response: { status: 'SUCCESS' } });
});

describe('Ticks that send mails again', () => {
  const ticked = (known: Known, failure?: ErrorCode) => {
    const failures = failure && {
      resend: new CertificateError(failure, 'acm:ResendValidationEmail: no'),
    };
    const world = worldOf({ certificates: [byEmail()], ...(failures && { failures }) });
    const moment = { now: minutesLater(20.1), begunAt: BEGUN_AT, startedAt: BEGUN_AT, jitter: 0 };
    return tick(create, { known: { ...waiting, ...known }, moment }, world);
  };

  test('note, send for one name, and end each time', async () => {
    const first = await ticked({});
    expect(first).toMatchObject({
      seconds: 1,
      known: { resends: { [ARN]: 1 }, resending: { names: [DOMAIN, WWW] } },
    });
    const second = await ticked(first.known);
    expect(second).toMatchObject({ seconds: 1, known: { resending: { names: [WWW] } } });
    const third = await ticked(second.known);
    expect(third.known.resending).toBeUndefined();
    expect((await ticked(third.known)).code).toBe('APPROVAL_PENDING');
  });

  test.each<[ErrorCode, string[]]>([
    ['THROTTLED', [DOMAIN, WWW]],
    ['ACCESS_DENIED', [DOMAIN, WWW]],
    ['UNREACHABLE', [DOMAIN, WWW]],
    ['UNAVAILABLE', [WWW]],
    ['REFUSED', [WWW]],
  ])('after %s still have to send what cannot have been sent', async (code, names) => {
    const { known } = await ticked(noted(20), code);
    expect(known).toMatchObject({ resending: { names, notedAt: minutesLater(20.1) } });
  });

  test('go on without the mails that ACM refuses to send, or IAM for minutes, and remember why', async () => {
    const refused = await ticked(noted(20), 'REFUSED');
    expect(refused).toMatchObject({ known: { unsent: 'acm:ResendValidationEmail: no' } });
    const failingSince = { ACCESS_DENIED: minutesLater(15) };
    const denied = await ticked({ ...noted(20), failingSince }, 'ACCESS_DENIED');
    expect(denied.known.response).toBeUndefined();
    expect(denied.known.resending).toBeUndefined();
    expect(denied.known.unsent).toBe('acm:ResendValidationEmail: no');
  });
});

describe('An update', () => {
  const DNS = { ...SPEC, subjectAlternativeNames: [WWW] };
  const issued = byEmail({ status: 'ISSUED' }, [DOMAIN, WWW]);
  const record = { name: `_x.${DOMAIN}.`, value: '_y.acm-validations.aws.' };
  const changing = byEmail({
    status: 'ISSUED',
    isChangingMethod: true,
    domainValidations: [DOMAIN, WWW].map((domainName) => ({
      domainName,
      status: 'PENDING_VALIDATION',
      record,
    })),
  });
  const updated = (spec: CertificateSpec, minutes: number, one: Certificate, known: Known = {}) => {
    const request = { ...updateRequest, spec, previous: SPEC_BY_EMAIL };
    const tagged = { certificateArn: ARN, tags: {}, listedAt: minutesLater(minutes) };
    const before = {
      others: [],
      othersListedAt: [BEGUN_AT, minutesLater(minutes)] as const,
      untagged: { code: 'TAGS_NOT_CHANGED' as const, reason: 'none' },
      tagged,
    };
    const at = look(minutes, { known: { ...before, ...known }, certificates: [one] });
    return updateOperation(request).decide(at);
  };

  test('from e-mail to DNS asks ACM to change the method of what is issued', () => {
    expect(updated(DNS, 1, issued)).toMatchObject({ do: 'CHANGE_METHOD', certificateArn: ARN });
  });

  test('waits until ACM says that it changes the method, and asks once more when it does not', () => {
    const known = { methodChangedAt: { [ARN]: minutesLater(1) } };
    expect(updated(DNS, 1.5, issued, known)).toMatchObject({ do: 'WAIT', code: 'CHANGING_METHOD' });
    expect(updated(DNS, 2, issued, known)).toMatchObject({ do: 'CHANGE_METHOD' });
  });

  test('publishes the records of the change, and waits until ACM has found them', () => {
    expect(updated(DNS, 1, changing)).toMatchObject({ do: 'PUBLISH', certificateArn: ARN });
    const known = { publishedAt: { [ARN]: minutesLater(1) } };
    expect(updated(DNS, 2, changing, known)).toMatchObject({
      do: 'WAIT',
      code: 'VALIDATION_PENDING',
    });
  });

  test('keeps the certificate and says so when ACM has not found the records in time', () => {
    const known = { publishedAt: { [ARN]: minutesLater(54.9) } };
    expect(updated(DNS, 55, changing, known)).toMatchObject({
      response: {
        status: 'SUCCESS',
        physicalResourceId: ARN,
        code: 'VALIDATION_PENDING',
        reason: expect.stringContaining('is still validated by e-mail after 55 minutes') as string,
      },
    });
  });

  test.each<[string, Certificate, string]>([
    ['is validated by DNS', { ...issued, method: 'DNS' }, 'is ISSUED, validated by DNS'],
    ['is being changed to DNS', changing, 'ACM validates it by DNS as soon as'],
  ])('to e-mail changes nothing on what %s', (_what, one, reason) => {
    expect(updated(SPEC_BY_EMAIL, 1, one)).toMatchObject({
      response: {
        status: 'SUCCESS',
        physicalResourceId: ARN,
        reason: expect.stringContaining(reason) as string,
      },
    });
  });

  test('from e-mail to DNS replaces what nobody has approved: ACM changes nothing that is pending', () => {
    expect(updated(DNS, 0, byEmail())).toMatchObject({ do: 'REQUEST', spec: DNS });
  });

  test('that fails to replace what nobody has approved is a failure', () => {
    const request = { ...updateRequest, spec: DNS };
    const at = look(1, { known: {}, certificates: [byEmail()] });
    const end = updateOperation(request).fail(at, { code: 'REFUSED', reason: 'a quota' });
    expect(end).toMatchObject({ response: { status: 'FAILED', physicalResourceId: ARN } });
  });
});
