import { withOwnership, withPage } from '../../../lambda/core/search';
import { ARN } from '../../support/certificates';

const asked = { certificateArn: ARN, now: 0 };

test.each([
  ['its own', 'OWN', undefined, [ARN]],
  ["somebody else's", 'FOREIGN', undefined, []],
  ['what was retained on purpose, when the search has no beginning', 'RETAINED', undefined, []],
  ['what is to be retained, when it was requested since the search begins', 'RETAINED', 1, [ARN]],
] as const)('a search finds %s: %s', (_title, ownership, requestedSince, found) => {
  const search = withPage(undefined, { certificateArns: [ARN] }, { now: 0, requestedSince });
  expect(withOwnership(search, { ...asked, ownership })).toMatchObject({ candidates: [], found });
});

test('a page follows the one before it, and one that follows none begins a search anew', () => {
  const page = { now: 1, requestedSince: undefined };
  const first = withPage(undefined, { certificateArns: ['a'], nextToken: 'next' }, page);
  const second = withPage(first, { certificateArns: ['b'] }, { ...page, now: 2 });
  expect(second).toEqual({ startedAt: 1, isListed: true, candidates: ['a', 'b'], found: [] });
  const again = withPage(second, { certificateArns: ['c'] }, { ...page, now: 3 });
  expect(again).toEqual({ startedAt: 3, isListed: true, candidates: ['c'], found: [] });
});
