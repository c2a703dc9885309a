import type { Known, OtherExecution } from '../../../contract/state';
import { act } from '../../../lambda/core/act';
import { ARN, createRequest, deleteRequest, look, minutesLater } from '../../support/certificates';
import { worldOf, type Contents } from '../../support/world';

const OTHER = `${ARN}1`;
const why = { code: 'DELETING', reason: '' } as const;
const held = { [ARN]: { users: ['alb'], seenAt: minutesLater(0) } };
const other = (executionArn: string, minutes: number): OtherExecution => ({
  executionArn,
  requestType: 'Create',
  begunAt: minutesLater(minutes),
  startedAt: minutesLater(minutes),
});

async function known(
  action: Parameters<typeof act>[0],
  before: Known,
  contents: Partial<Contents> = {},
): Promise<Known> {
  const request = action.do === 'PUBLISH' ? createRequest : deleteRequest;
  const context = { request, look: look(1, { known: before }), world: worldOf(contents) };
  return (await act(action, context)).look.known;
}

describe('What is known', () => {
  test('of executions keeps what was told, and learns what has ended', async () => {
    const told = { mayHaveRequested: false, wasStopped: true, isTickRunning: false };
    const before = { others: [{ ...other('a', 0), told }] };
    const others = [{ ...other('a', 0), endedAt: minutesLater(1) }];
    const after = await known({ do: 'LIST_OTHERS', ...why }, before, { others });
    expect(after.others).toEqual([{ ...other('a', 0), told, endedAt: minutesLater(1) }]);
  });

  test('of executions has the newest first, though a list lacks it', async () => {
    const before = { others: [other('b', 1)] };
    const others = [other('a', 0)];
    const after = await known({ do: 'LIST_OTHERS', ...why }, before, { others });
    expect(after.others).toEqual([other('b', 1), other('a', 0)]);
  });

  test('of executions is no more than Step Functions can pass on', async () => {
    const others = Array.from({ length: 1000 }, (_, n) => other(`${'x'.repeat(150)}${n}`, n));
    const after = await known({ do: 'LIST_OTHERS', ...why }, {}, { others });
    expect(after.others?.[0]).toEqual(others.at(-1));
    expect(JSON.stringify(after).length).toBeLessThan(100_000);
  });

  test('of a search is forgotten when another one begins, though it was under way', async () => {
    const search = {
      startedAt: 0,
      isListed: false,
      nextToken: '1',
      candidates: ['a'],
      found: ['b'],
    };
    const list = (wanted: object): Promise<Known> =>
      known(
        { do: 'LIST_CERTIFICATES', wanted: { region: 'eu-west-1', ...wanted }, ...why },
        { search },
        { pages: [['c'], ['d']] },
      );
    expect((await list({ nextToken: '1' })).search).toMatchObject({ candidates: ['a', 'd'] });
    expect((await list({})).search).toMatchObject({ candidates: ['c'], found: [] });
  });

  test('of users outlives a delete that is refused', async () => {
    const action = { do: 'DELETE', certificateArn: ARN, ...why } as const;
    expect(await known(action, { held }, { inUse: [ARN] })).toEqual({ held });
  });

  test('of users is noted by a wait', async () => {
    expect(await known({ do: 'WAIT', seconds: 1, held, ...why }, {})).toEqual({ held });
    expect(await known({ do: 'WAIT', seconds: 1, ...why }, { held })).toEqual({ held });
  });

  test('as deleted are all that were deleted', async () => {
    const action = { do: 'DELETE', certificateArn: ARN, ...why } as const;
    expect(await known(action, { deleted: [OTHER] })).toEqual({
      deleted: [OTHER, ARN],
      deletedAt: minutesLater(1),
    });
  });

  test('of records is when those of each certificate were written', async () => {
    const action = { do: 'PUBLISH', certificateArn: ARN, batches: [], ...why } as const;
    expect(await known(action, { publishedAt: { [OTHER]: 1 } })).toEqual({
      publishedAt: { [OTHER]: 1, [ARN]: minutesLater(1) },
    });
  });

  test('of records is since when some are left', async () => {
    const batches = ['Z1', 'Z2'].map((hostedZoneId) => ({ hostedZoneId, records: [] }));
    const unpublished = { certificateArn: ARN, batches, since: minutesLater(0) };
    const action = { do: 'PUBLISH', certificateArn: ARN, batches, ...why } as const;
    expect(await known(action, { unpublished })).toEqual({
      unpublished: { ...unpublished, batches: batches.slice(1) },
    });
  });
});
