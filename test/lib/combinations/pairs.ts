// Combinations in which every two values of different dimensions meet: most faults of a combination need no third.

/** The names of the values, by dimension. */
export type Dimensions = Readonly<Record<string, readonly string[]>>;

/** A value of each dimension. */
export type Combination = Readonly<Record<string, string>>;

type Pair = readonly [dimension: string, value: string, other: string, otherValue: string];

/** Few of them, the same in every run: each takes in as many pairs as are left for it. */
export function allPairs(dimensions: Dimensions): readonly Combination[] {
  const names = Object.keys(dimensions);
  const open = new Map(pairsOf(dimensions, names).map((pair) => [pair.join(), pair]));
  const combinations: Combination[] = [];
  for (const pair of open.values()) {
    const [dimension, value, other, otherValue] = pair;
    let combination: Combination = { [dimension]: value, [other]: otherValue };
    for (const name of names.filter((each) => combination[each] === undefined)) {
      combination = { ...combination, [name]: best(name, dimensions, { combination, open }) };
    }
    for (const key of keysOf(combination, names)) open.delete(key);
    combinations.push(combination);
  }
  return combinations;
}

function pairsOf(dimensions: Dimensions, names: readonly string[]): Pair[] {
  return names.flatMap((one, at) =>
    names
      .slice(at + 1)
      .flatMap((other) =>
        (dimensions[one] ?? []).flatMap((value) =>
          (dimensions[other] ?? []).map((another): Pair => [one, value, other, another]),
        ),
      ),
  );
}

/** The value with the most open pairs. */
function best(
  name: string,
  dimensions: Dimensions,
  {
    combination,
    open,
  }: { readonly combination: Combination; readonly open: ReadonlyMap<string, Pair> },
): string {
  const names = Object.keys(dimensions);
  const gain = (value: string): number =>
    keysOf({ ...combination, [name]: value }, names).filter((key) => open.has(key)).length;
  const [first = '', ...others] = dimensions[name] ?? [];
  return others.reduce((top, value) => (gain(value) > gain(top) ? value : top), first);
}

function keysOf(combination: Combination, names: readonly string[]): string[] {
  const given = names.filter((name) => combination[name] !== undefined);
  return given.flatMap((one, at) =>
    given.slice(at + 1).map((other) => [one, combination[one], other, combination[other]].join()),
  );
}
