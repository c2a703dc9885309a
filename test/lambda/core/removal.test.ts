import type { Known, RecordBatch, RemovalProgress, SharingScan } from '../../../contract/state';
import { deleteOperation } from '../../../lambda/core/delete';
import type { DeleteRequest, Look, RecordRemoval } from '../../../lambda/core/lifecycle';
import { afterFailedRemoval, removingRecords } from '../../../lambda/core/removal';
import {
  ARN,
  BEGUN_AT,
  certificate,
  deleteRequest,
  look,
  minutesLater,
} from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const ZONE = { hostedZoneId: 'Z1', name: DOMAIN };
const request: DeleteRequest = { ...deleteRequest, removal: { hostedZones: [ZONE] } };
const BATCH: RecordBatch = {
  hostedZoneId: 'Z1',
  records: [{ name: `_x.${DOMAIN}.`, value: '_y.acm-validations.aws.' }],
};
const KEY = `_x.${DOMAIN}. in zone Z1`;
const OTHER = `${ARN.slice(0, -1)}3`;

const deleted: Known = { deleted: [ARN], deletedAt: BEGUN_AT, records: { [ARN]: [BATCH] } };
const scanned: SharingScan = {
  startedAt: BEGUN_AT + 15_000,
  regions: [],
  candidates: [],
  needed: {},
};
const removal = (progress: RemovalProgress): Known => ({ ...deleted, removal: progress });
const decide = (seen: Look, of = request) => removingRecords(deleteOperation(of), of).decide(seen);

const rows: [title: string, Look, object][] = [
  [
    'The records are noted before the certificate is deleted',
    look(0, { known: {}, certificates: [certificate({ status: 'ISSUED' })] }),
    { do: 'NOTE_RECORDS', certificateArn: ARN, batches: [BATCH] },
  ],
  [
    'Records that ACM has not named yet are waited for, because others may have left them for its sake',
    look(0.5, { known: {}, certificates: [certificate({ domainValidations: [] })] }),
    { do: 'WAIT', seconds: 5 },
  ],
  [
    'They are not waited for longer than a minute',
    look(1, { known: {}, certificates: [certificate({ domainValidations: [] })] }),
    { do: 'NOTE_RECORDS', batches: [] },
  ],
  [
    'When they are noted, it is deleted',
    look(0, {
      known: { records: { [ARN]: [BATCH] } },
      certificates: [certificate({ status: 'ISSUED' })],
    }),
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'One that is gone when its deletion is looked at again was deleted',
    look(1, { known: { records: { [ARN]: [BATCH] }, absentSince: { [ARN]: BEGUN_AT } } }),
    { do: 'NOTE_DELETED', certificateArn: ARN },
  ],
  [
    "After the deletion ACM's list is waited for",
    look(0, { known: deleted }),
    { do: 'WAIT', seconds: 15 },
  ],
  ['Then it is asked which Regions there are', look(1, { known: deleted }), { do: 'LIST_REGIONS' }],
  [
    'Each of them is asked, and that of the certificate first',
    look(1, { known: removal({ regions: ['us-east-1'] }) }),
    {
      do: 'LIST_SHARING',
      wanted: { region: 'eu-west-1', validatedNames: [DOMAIN] },
      scan: { regions: ['eu-west-1', 'us-east-1'] },
    },
  ],
  [
    'A certificate that is listed and needs the record keeps it',
    look(1, {
      known: removal({ scan: { ...scanned, candidates: [OTHER] } }),
      certificates: [certificate({ certificateArn: OTHER, status: 'ISSUED' })],
    }),
    { do: 'NOTE_SHARING', certificateArn: OTHER, needed: [DOMAIN] },
  ],
  [
    'One that ACM will never issue does not',
    look(1, {
      known: removal({ scan: { ...scanned, candidates: [OTHER] } }),
      certificates: [certificate({ certificateArn: OTHER, status: 'VALIDATION_TIMED_OUT' })],
    }),
    { do: 'NOTE_SHARING', needed: [] },
  ],
  [
    'One that is validated by other means does not',
    look(1, {
      known: removal({ scan: { ...scanned, candidates: [OTHER] } }),
      certificates: [
        certificate({
          certificateArn: OTHER,
          status: 'ISSUED',
          domainValidations: [{ domainName: DOMAIN, status: 'SUCCESS' }],
        }),
      ],
    }),
    { do: 'NOTE_SHARING', needed: [] },
  ],
  [
    'One whose record is not named yet may need it',
    look(1, {
      known: removal({ scan: { ...scanned, candidates: [OTHER] } }),
      certificates: [
        certificate({
          certificateArn: OTHER,
          domainValidations: [{ domainName: `*.${DOMAIN}`, status: 'PENDING_VALIDATION' }],
        }),
      ],
    }),
    { do: 'NOTE_SHARING', needed: [DOMAIN] },
  ],
  [
    'One that ACM does not describe is asked for again, because a single answer is no proof',
    look(1, {
      known: {
        ...removal({ scan: { ...scanned, candidates: [OTHER] } }),
        absentSince: { [OTHER]: BEGUN_AT + 50_000 },
      },
    }),
    { do: 'WAIT', seconds: 5 },
  ],
  [
    'Nothing is asked any more when all is known to be needed',
    look(1, {
      known: removal({ scan: { ...scanned, regions: ['us-east-1'], needed: { [DOMAIN]: OTHER } } }),
    }),
    { do: 'END_REMOVAL' },
  ],
  [
    'What nobody needs is removed',
    look(1, { known: removal({ scan: scanned }) }),
    { do: 'REMOVE_RECORD', batch: BATCH },
  ],
  [
    'After a removal the list is waited for once more',
    look(1, {
      known: removal({ scan: scanned, removed: [KEY], removedAt: BEGUN_AT + 60_000 }),
    }),
    { do: 'WAIT', seconds: 15 },
  ],
  [
    'and all Regions are asked once more',
    look(2, {
      known: removal({
        regions: ['us-east-1'],
        scan: scanned,
        removed: [KEY],
        removedAt: BEGUN_AT + 60_000,
      }),
    }),
    { do: 'LIST_SHARING', scan: { regions: ['eu-west-1', 'us-east-1'], needed: {} } },
  ],
  [
    'What somebody needs by then is put back',
    look(2, {
      known: removal({
        scan: { ...scanned, startedAt: BEGUN_AT + 80_000, needed: { [DOMAIN]: OTHER } },
        removed: [KEY],
        removedAt: BEGUN_AT + 60_000,
      }),
    }),
    { do: 'PUT_BACK', batch: BATCH },
  ],
  [
    'The answer says what was removed',
    look(2, { known: removal({ scan: scanned, removed: [KEY], isOver: true }) }),
    {
      do: 'RESPOND',
      code: 'DELETED',
      response: {
        status: 'SUCCESS',
        reason: `${ARN} is deleted. 1 of 1 validation records are removed`,
      },
    },
  ],
  [
    'It says what stays, and who needs it',
    look(2, {
      known: removal({ scan: { ...scanned, needed: { [DOMAIN]: OTHER } }, isOver: true }),
    }),
    {
      response: {
        reason: `${ARN} is deleted. 0 of 1 validation records are removed; ${KEY} stays (${OTHER} needs it)`,
      },
    },
  ],
  [
    'At the deadline nothing is begun that could not be ended',
    look(56, { known: deleted }),
    { do: 'RESPOND', response: { status: 'SUCCESS', code: 'RECORDS_KEPT' } },
  ],
];

test.each(rows)('%s', (_title, seen, action) => {
  expect(decide(seen)).toMatchObject(action);
});

test('Where it is not asked for, nothing is noted', () => {
  const seen = look(0, { known: {}, certificates: [certificate({ status: 'ISSUED' })] });
  expect(decide(seen, deleteRequest)).toMatchObject({ do: 'DELETE' });
});

test('Regions that are given are not asked for', () => {
  const given = { ...request, removal: { hostedZones: [ZONE], regions: ['us-west-2'] } };
  expect(decide(look(1, { known: deleted }), given)).toMatchObject({
    do: 'LIST_SHARING',
    scan: { regions: ['eu-west-1', 'us-west-2'] },
  });
});

const [NAMELESS, ALSO_NAMELESS] = [{ hostedZoneId: 'Z2' }, { hostedZoneId: 'Z3' }];

test.each<[string, RecordRemoval['hostedZones'], Known, object]>([
  [
    'A zone that is known by its id only is asked for its name, because it may be the one',
    [ZONE, NAMELESS],
    {},
    { do: 'NAME_ZONE', zone: NAMELESS, isForRemoval: true },
  ],
  [
    'The record is where its name goes when all names are known',
    [{ hostedZoneId: 'Z1', name: 'dev' }, NAMELESS],
    { zoneNames: { Z2: DOMAIN } },
    { do: 'NOTE_RECORDS', batches: [{ hostedZoneId: 'Z2' }] },
  ],
  [
    'In a zone whose name Route 53 does not tell, the record may be, too',
    [ZONE, NAMELESS],
    { unnamedZones: ['Z2'] },
    { do: 'NOTE_RECORDS', batches: [{ hostedZoneId: 'Z1' }, { hostedZoneId: 'Z2' }] },
  ],
  [
    'Of two zones whose names Route 53 does not tell, it may be in either',
    [NAMELESS, ALSO_NAMELESS],
    { unnamedZones: ['Z2', 'Z3'] },
    { do: 'NOTE_RECORDS', batches: [{ hostedZoneId: 'Z2' }, { hostedZoneId: 'Z3' }] },
  ],
])('%s', (_title, hostedZones, known, action) => {
  const given = { ...request, removal: { hostedZones } };
  const seen = look(0, { known, certificates: [certificate({ status: 'ISSUED' })] });
  expect(decide(seen, given)).toMatchObject(action);
});

const why = { message: 'no', now: BEGUN_AT, begunAt: BEGUN_AT };

test('Whoever cannot be asked needs every record: one that was removed comes back', () => {
  const known = removal({ scan: scanned, removed: [KEY], removedAt: BEGUN_AT });
  const failed = { do: 'LIST_REGIONS', code: 'REMOVING_RECORDS', reason: '' } as const;
  const after = afterFailedRemoval(known, failed, why);
  expect(decide(look(1, { known: removal(after ?? {}) }))).toMatchObject({ do: 'PUT_BACK' });
});

test('A record that Route 53 does not let go stays, and the answer says why', () => {
  const known = removal({ scan: scanned });
  const failed = {
    do: 'REMOVE_RECORD',
    batch: BATCH,
    code: 'REMOVING_RECORDS',
    reason: '',
  } as const;
  const after = afterFailedRemoval(known, failed, why);
  const [next, end] = [after ?? {}, { ...after, isOver: true }].map((progress) =>
    decide(look(1, { known: removal(progress) })),
  );
  expect(next).toMatchObject({ do: 'END_REMOVAL' });
  expect(end).toMatchObject({
    code: 'RECORDS_KEPT',
    reason: expect.stringContaining('(no)') as string,
  });
});

test('A record that somebody needs and that could not be put back is not said to stay: the answer says what to write', () => {
  const scan = { ...scanned, needed: { [DOMAIN]: OTHER } };
  const known = removal({ scan, removed: [KEY], removedAt: BEGUN_AT });
  const failed = { do: 'PUT_BACK', batch: BATCH, code: 'REMOVING_RECORDS', reason: '' } as const;
  const lost = { ...afterFailedRemoval(known, failed, why), isOver: true };
  expect(decide(look(1, { known: removal(lost) }))).toMatchObject({
    code: 'RECORDS_KEPT',
    reason: expect.stringContaining(
      `0 of 1 validation records are removed; ${KEY} is removed and could not be put back, though ${OTHER} needs it: ` +
        `write CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. there. Not all could be asked or done: no`,
    ) as string,
  });
});

test.each([
  [56, ['_a']],
  [57, ['_a', '_b']],
])(
  'A record that cannot be put back in minute %i ends the attempts for %j, of its own zone',
  (minutes, records) => {
    const places = [
      ['_a', 'Z1'],
      ['_b', 'Z1'],
      ['_c', 'Z2'],
    ] as const;
    const batches = places.map(([label, hostedZoneId]) => ({
      hostedZoneId,
      records: [{ name: `${label}.${DOMAIN}.`, value: '_y.acm-validations.aws.' }],
    }));
    const keys = places.map(([label, id]) => `${label}.${DOMAIN}. in zone ${id}`);
    const scan = { ...scanned, needed: { [DOMAIN]: OTHER } };
    const known = {
      ...deleted,
      records: { [ARN]: batches },
      removal: { scan, removed: keys, removedAt: BEGUN_AT },
    };
    const action = { do: 'PUT_BACK', code: 'REMOVING_RECORDS', reason: '' } as const;
    const after = afterFailedRemoval(
      known,
      { ...action, batch: batches[0]! },
      { ...why, now: minutesLater(minutes) },
    );
    expect(Object.keys(after?.lost ?? {})).toEqual(
      records.map((label) => `${label}.${DOMAIN}. in zone Z1`),
    );
    expect(after?.removed).toHaveLength(3 - records.length);
  },
);
