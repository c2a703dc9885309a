import fc from 'fast-check';
import { histories } from './arbitrary';
import { run } from './run';
import { story } from './story';
void (async () => {
  const from = Number(process.argv[2] ?? 1),
    n = Number(process.argv[3] ?? 20);
  const began = Date.now();
  let ticks = 0,
    days = 0;
  const kinds = new Map<string, number>();
  for (let seed = from; seed < from + n; seed += 1) {
    const [history] = fc.sample(histories, { seed, numRuns: 1 });
    const outcome = await run(history!);
    const { world, violations } = outcome;
    if (process.env.STORY) console.log(story(history!, outcome));
    ticks += world.handlers.reduce((sum, h) => sum + h.step.invocations, 0);
    days += world.timeline.elapsed / 86400;
    for (const v of violations.slice(0, 3))
      console.log(seed, v.kind, Math.round(v.seconds), v.text.slice(0, 330));
    for (const v of violations) kinds.set(v.kind, (kinds.get(v.kind) ?? 0) + 1);
  }
  const s = (Date.now() - began) / 1000;
  console.log(kinds, { s, ticks, perSecond: ticks / s, days });
})();
