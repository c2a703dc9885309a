// Resources in the order of their dependencies, and as many at a time as these allow.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
import { dependenciesOf, type Template } from './template';

export interface Order {
  readonly ids: readonly string[];
  /** What must have succeeded before this one begins. */
  readonly before: (id: string) => readonly string[];
}

export function forwards(template: Template): Order {
  const ids = Object.keys(template);
  return { ids, before: (id) => dependenciesOf(template[id]) };
}

/** Who depends on a resource is removed before it. */
export function backwards(ids: readonly string[], template: Template): Order {
  const before = (id: string): string[] =>
    ids.filter((other) => dependenciesOf(template[other]).includes(id));
  return { ids, before };
}

/** Whether `act` has succeeded for all. Nothing is begun that waits for one that has failed. */
export async function walk(
  { ids, before }: Order,
  act: (id: string) => Promise<boolean>,
): Promise<boolean> {
  const visits = new Map<string, Promise<boolean>>();
  const visit = (id: string): Promise<boolean> => {
    const earlier = visits.get(id);
    if (earlier !== undefined) return earlier;
    const visited = all(
      before(id)
        .filter((each) => ids.includes(each))
        .map(visit),
    ).then((ready) => ready && act(id));
    visits.set(id, visited);
    return visited;
  };
  return all(ids.map(visit));
}

async function all(outcomes: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(outcomes)).every(Boolean);
}
