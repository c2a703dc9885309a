import { certificatesServed, promisesOf, type Look } from '../../../local/examples/promises';

const OLD = { certificateArn: 'old', status: 'ISSUED', tags: {} };
const NEW = {
  certificateArn: 'new',
  status: 'ISSUED',
  tags: { 'cdk-dns-certificate:stack': 'arn:aws:cloudformation:::stack/Site' },
};

function look(certificate: string | undefined, changes: Partial<Look> = {}): Look {
  const served = [{ user: 'listener', certificate }];
  return { at: 0, served, certificates: [OLD, NEW], records: ['example.com'], ...changes };
}

const [before, during, moved] = [look('old', { certificates: [OLD] }), look('old'), look('new')];
const end = look('new', { certificates: [NEW] });
const broken = (looks: readonly Look[]): string[] =>
  Object.entries(promisesOf(looks)).flatMap(([promise, isKept]) => (isKept ? [] : [promise]));

test('a migration in which one issued certificate follows another keeps every promise', () => {
  expect(broken([before, during, moved, end])).toEqual([]);
  expect(certificatesServed([before, during, moved, end])).toEqual(['old', 'new']);
});

test('records that were removed before it began are no broken promise, if they are there at the end', () => {
  const without = [before, during].map((each) => ({ ...each, records: [] }));
  expect(broken([...without, moved, end])).toEqual([]);
});

test.each<[string, readonly Look[], string[]]>([
  [
    'a listener that loses its certificate for a moment',
    [before, look(undefined), moved, end],
    ['nothing was ever without a certificate', 'every certificate that was served was ISSUED'],
  ],
  [
    'a listener that is gone for a moment',
    [before, look('old', { served: [] }), moved, end],
    ['nothing was ever without a certificate'],
  ],
  [
    'a listener that gets a certificate before it is issued',
    [before, look('new', { certificates: [OLD, { ...NEW, status: 'PENDING_VALIDATION' }] }), end],
    ['every certificate that was served was ISSUED'],
  ],
  [
    'a listener that stays where it was',
    [before, during],
    ['the certificate changed once', 'the old certificate is gone', 'it is of DnsCertificate'],
  ],
  [
    'an old certificate that takes the record with it',
    [before, during, moved, { ...end, records: [] }],
    [
      'no validation record that was there was ever missing',
      'there are validation records at the end',
    ],
  ],
  [
    'a record that is missing for a moment',
    [before, { ...during, records: [] }, moved, end],
    ['no validation record that was there was ever missing'],
  ],
  [
    'an old certificate that is left',
    [before, during, moved],
    ['the old certificate is gone', 'the one that is left is served', 'it is of DnsCertificate'],
  ],
  [
    'a new certificate of the old class',
    [before, moved, { ...end, certificates: [{ ...NEW, tags: {} }] }],
    ['it is of DnsCertificate'],
  ],
  [
    'nothing that serves',
    [{ ...before, served: [] }],
    [
      'something was served before',
      'the certificate changed once',
      'the one that is left is served',
      'it is of DnsCertificate',
    ],
  ],
])('%s is a broken promise', (_case, looks, promises) => {
  expect(broken(looks)).toEqual(promises);
});
