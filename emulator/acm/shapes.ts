// The constraints of ACM's Smithy model and the sentences in which AWS reports their violation.
// A shape reads an untyped value: what comes out has the type it claims, or a violation was noted.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/CommonErrors.html
import { ServiceError } from '../errors';

export interface Shape<T> {
  read(value: unknown, at: string, violations: string[]): T | undefined;
  /** The constraints of one member, as AWS lists them when a list of scalars is at fault. */
  readonly constraints?: readonly string[];
}

export type Input<S> = S extends Shape<infer T> ? T : never;
type Members = Readonly<Record<string, Shape<unknown>>>;
type Structure<R extends Members, O extends Members> = { [K in keyof R]: Input<R[K]> } & {
  [K in keyof O]?: Input<O[K]>;
};

/** Reads a whole input, or throws AWS's ValidationException with everything that is wrong. */
export function validate<T>(shape: Shape<T>, value: unknown): T {
  const violations: string[] = [];
  const input = shape.read(value, '', violations);
  if (violations.length > 0 || input === undefined) {
    const count =
      violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
    throw new ServiceError('ValidationException', `${count} detected: ${violations.join('; ')}`);
  }
  return input;
}

interface StringRules {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

export function string({ min, max, pattern }: StringRules): Shape<string> {
  const rules: [string, (value: string) => boolean][] = [];
  if (max !== undefined) {
    rules.push([`Member must have length less than or equal to ${max}`, (v) => v.length <= max]);
  }
  if (min !== undefined) {
    rules.push([`Member must have length greater than or equal to ${min}`, (v) => v.length >= min]);
  }
  if (pattern !== undefined) {
    const whole = new RegExp(`^(?:${pattern})$`, 'u');
    const rule = `Member must satisfy regular expression pattern: ${pattern}`;
    rules.push([rule, (v) => whole.test(v)]);
  }
  return {
    constraints: rules.map(([rule]) => rule),
    read(value, at, violations) {
      if (typeof value !== 'string') throw wrongType('STRING_VALUE', at);
      for (const [rule, holds] of rules) {
        if (!holds(value)) violations.push(violation(value, at, rule));
      }
      return value;
    },
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  const rule = `Member must satisfy enum value set: [${values.join(', ')}]`;
  return {
    constraints: [rule],
    read(value, at, violations) {
      if (typeof value !== 'string') throw wrongType('STRING_VALUE', at);
      const found = values.find((each) => each === value);
      if (found === undefined) violations.push(violation(value, at, rule));
      return found;
    },
  };
}

export function integer({ min, max }: { min: number; max: number }): Shape<number> {
  return {
    read(value, at, violations) {
      if (typeof value !== 'number' || !Number.isInteger(value))
        throw wrongType('INTEGER_VALUE', at);
      if (value < min) {
        violations.push(
          violation(value, at, `Member must have value greater than or equal to ${min}`),
        );
      } else if (value > max) {
        violations.push(
          violation(value, at, `Member must have value less than or equal to ${max}`),
        );
      }
      return value;
    },
  };
}

export function list<T>(member: Shape<T>, { min = 0, max = Infinity } = {}): Shape<T[]> {
  return {
    read(value, at, violations) {
      if (!Array.isArray(value)) throw wrongType('START_ARRAY', at);
      const items: unknown[] = value;
      const shown = `[${items.map(show).join(', ')}]`;
      if (items.length < min) {
        violations.push(
          violation(shown, at, `Member must have length greater than or equal to ${min}`),
        );
      }
      if (items.length > max) {
        violations.push(
          violation(shown, at, `Member must have length less than or equal to ${max}`),
        );
      }
      return readMembers({ member, items, at, shown }, violations);
    },
  };
}

interface Listed<T> {
  readonly member: Shape<T>;
  readonly items: readonly unknown[];
  readonly at: string;
  readonly shown: string;
}

/** A list of scalars is reported once, as a whole; a list of structures member by member. */
function readMembers<T>({ member, items, at, shown }: Listed<T>, violations: string[]): T[] {
  const found: string[] = [];
  const read = items.map((item, index) => member.read(item, `${at}.${index + 1}.member`, found));
  if (found.length > 0 && member.constraints) {
    const rule = `Member must satisfy constraint: [${member.constraints.join(', ')}]`;
    violations.push(violation(shown, at, rule));
  } else {
    violations.push(...found);
  }
  return read.filter((each): each is T & {} => each !== undefined);
}

export function structure<R extends Members, O extends Members>(
  required: R,
  optional: O,
): Shape<Structure<R, O>> {
  return {
    read(value, at, violations) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw wrongType('START_OBJECT', at);
      }
      const given = new Map<string, unknown>(Object.entries(value));
      const result: Record<string, unknown> = {};
      for (const [name, shape] of Object.entries({ ...optional, ...required })) {
        const member = given.get(name) ?? undefined;
        const path = at ? `${at}.${lowerFirst(name)}` : lowerFirst(name);
        if (member !== undefined) result[name] = shape.read(member, path, violations);
        else if (name in required)
          violations.push(violation(null, path, 'Member must not be null'));
      }
      // A cast, since TypeScript cannot follow the loop: every member was read by its own shape.
      return result as Structure<R, O>;
    },
  };
}

function violation(value: unknown, at: string, rule: string): string {
  const shown = value === null ? 'null' : `'${show(value)}'`;
  return `Value ${shown} at '${at}' failed to satisfy constraint: ${rule}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function wrongType(token: string, at: string): ServiceError {
  return new ServiceError('SerializationException', `${token} expected at '${at || 'the input'}'`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
