import { withOwnership, withPage } from '../../../lambda/core/search';
import { ARN } from '../../support/certificates';

const asked = { certificateArn: ARN, now: 0 };

test.each([
  ['its own', 'OWN', {}, [ARN]],
  ["somebody else's", 'FOREIGN', {}, []],
  ['what was retained on purpose', 'RETAINED', { requestedSince: 1 }, []],
  [
    'what is to be retained, of a request that was given up',
    'RETAINED',
    { requestedSince: 1, takesRetained: true },
    [ARN],
  ],
] as const)('a search finds %s: %s', (_title, ownership, bound, found) => {
  const search = withPage(undefined, { certificateArns: [ARN] }, { now: 0, bound });
  expect(withOwnership(search, { ...asked, ownership })).toMatchObject({ candidates: [], found });
});

test('a page follows the one before it', () => {
  const page = { now: 1, bound: {} };
  const first = withPage(undefined, { certificateArns: ['a'], nextToken: 'next' }, page);
  const second = withPage(first, { certificateArns: ['b'] }, { ...page, now: 2 });
  expect(second).toEqual({ startedAt: 1, isListed: true, candidates: ['a', 'b'], found: [] });
});
