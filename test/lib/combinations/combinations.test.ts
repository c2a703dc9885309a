// Whatever properties are combined: the stack synthesizes, the handlers can read what it says, and the roles may do all that
// the certificate needs.
import { deployed } from './deployed';
import { BUILDS, STACKS } from './dimensions';
import { denials } from './needed-calls';
import { allPairs } from './pairs';

const combinations = allPairs({
  stack: Object.keys(STACKS),
  ...Object.fromEntries(
    Object.entries(BUILDS).map(([name, values]) => [name, Object.keys(values)]),
  ),
});

test.each(combinations)(
  'A certificate can be deployed: zone $zone; names: $names; Region: $region; removal: $removal; $kind; stack: $stack',
  (combination) => {
    expect(denials(deployed(combination))).toEqual([]);
  },
);
