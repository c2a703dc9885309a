import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../../../contract/constants';
import type { Known, Tags } from '../../../contract/state';
import { allTags, nextTagging } from '../../../lambda/core/tags';
import { ARN, SPEC, updateRequest } from '../../support/certificates';

const OWN: Tags = { [STACK_TAG]: 'stack', [RESOURCE_TAG]: 'Certificate' };

interface Case {
  readonly present: Tags;
  readonly before?: Tags;
  readonly wanted?: Tags;
  readonly isRetained?: boolean;
}

const next = ({ present, before = {}, wanted = {}, isRetained = false }: Case) =>
  nextTagging(
    ARN,
    {
      ...updateRequest,
      spec: { ...SPEC, tags: wanted, isRetained },
      previous: { ...SPEC, tags: before },
    },
    { tagged: { certificateArn: ARN, tags: present, listedAt: 0 } },
  );

const many = (prefix: string, number: number): Tags =>
  Object.fromEntries(Array.from({ length: number }, (_, n) => [`${prefix}${n}`, 'x']));

test.each<[string, Case, object | undefined]>([
  [
    'Nothing is done where nothing differs',
    { present: { ...OWN, a: '1' }, wanted: { a: '1' } },
    undefined,
  ],
  [
    'What is new or has another value is added, with whose it is',
    { present: { ...OWN, a: '1' }, wanted: { a: '2', b: '' } },
    { do: 'ADD_TAGS', tags: { ...OWN, a: '2', b: '' } },
  ],
  [
    'What is no longer wanted waits for what is new',
    { present: { ...OWN, a: '1' }, before: { a: '1' }, wanted: { b: '2' } },
    { do: 'ADD_TAGS', tags: { ...OWN, b: '2' } },
  ],
  [
    'What was never ours to name is not removed',
    { present: { ...OWN, theirs: '1' }, before: { a: '1' } },
    undefined,
  ],
  [
    'A tag may have the name of what every object has',
    { present: { ...OWN, constructor: '1' }, before: { constructor: '1' } },
    { do: 'REMOVE_TAGS', keys: ['constructor'] },
  ],
  ['What is gone already is not removed', { present: OWN, before: { a: '1' } }, undefined],
  [
    'Where there is no room for both, what is no longer wanted goes first',
    { present: { ...OWN, ...many('a', 25) }, before: many('a', 25), wanted: many('b', 25) },
    { do: 'REMOVE_TAGS', keys: Object.keys(many('a', 25)) },
  ],
  [
    'A certificate that is not kept any more loses the mark, whoever put it there',
    { present: { ...OWN, [RETAIN_TAG]: 'true' } },
    { do: 'REMOVE_TAGS', keys: [RETAIN_TAG] },
  ],
  [
    'One that is kept from now on gets it',
    { present: OWN, isRetained: true },
    { do: 'ADD_TAGS', tags: { ...OWN, [RETAIN_TAG]: 'true' } },
  ],
])('%s', (_title, given, expected) => {
  const action = next(given);
  if (expected === undefined) expect(action).toBeUndefined();
  else expect(action).toMatchObject(expected);
});

test.each<[string, Known]>([
  ['are asked for first', {}],
  [
    'of another certificate say nothing',
    { tagged: { certificateArn: `${ARN}2`, tags: OWN, listedAt: 0 } },
  ],
])('Its tags %s', (_title, known) => {
  expect(nextTagging(ARN, updateRequest, known)).toMatchObject({ do: 'LIST_TAGS' });
});

test('What ACM refused once is not tried again', () => {
  const untagged = { code: 'TAGS_NOT_CHANGED', reason: '' } as const;
  expect(nextTagging(ARN, updateRequest, { untagged })).toBeUndefined();
});

test('No tag of a user says whose a certificate is', () => {
  const tags = { [STACK_TAG]: 'another' };
  expect(allTags({ ...SPEC, tags }, updateRequest.owner)).toEqual(OWN);
});
