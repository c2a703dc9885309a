// Every defect of the list can still be put back: a text that has changed would let `npm run simulate:mutants` fail only
// after minutes, and one that has become another language's would be found for the wrong reason.
import { transformSync } from 'esbuild';
import { MUTANTS } from './mutants';
import { mutated } from './mutate';

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  'The defect %s can be put back into the handlers as they are now',
  (_name, mutant) => {
    const { text, replacement } = mutant;
    expect(replacement).not.toBe(text);
    expect(transformSync(mutated(mutant), { loader: 'ts' }).code).not.toBe('');
  },
);

test('No two defects have the same name', () => {
  const names = MUTANTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
