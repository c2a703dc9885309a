import { looksDuring } from '../../../local/examples/looks';
import type { Look } from '../../../local/examples/promises';

const LOOK: Look = { at: 0, served: [], certificates: [], records: [] };

test('it is looked while the work goes on, and once more after its end', async () => {
  const order: string[] = [];
  let finish = (): void => undefined;
  const working = new Promise<void>((resolve) => (finish = resolve));
  const work = async (): Promise<void> => {
    await working;
    order.push('done');
  };
  const look = (): Promise<Look> => {
    order.push('look');
    finish();
    return Promise.resolve(LOOK);
  };
  expect(await looksDuring(work, look)).toEqual([LOOK, LOOK]);
  expect(order).toEqual(['look', 'done', 'look']);
});

test('a look that fails makes the whole fail, though the next one does not, after the work has ended', async () => {
  let isDone = false;
  let looks = 0;
  const work = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    isDone = true;
  };
  const look = (): Promise<Look> => {
    looks += 1;
    return looks === 1 ? Promise.reject(new Error('nobody answers')) : Promise.resolve(LOOK);
  };
  await expect(looksDuring(work, look)).rejects.toThrow('nobody answers');
  expect(isDone).toBe(true);
});
