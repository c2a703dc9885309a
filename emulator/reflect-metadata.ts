// The four functions of the Reflect metadata proposal that the X.509 library's container asks for
// when it is loaded. Import this before the library. It leaves a real polyfill alone.
// @see https://www.npmjs.com/package/@peculiar/x509 (Reflect polyfill)

type Key = string | symbol;
type Table = Map<Key | undefined, Map<unknown, unknown>>;

const tables = new WeakMap<object, Table>();

function own(target: object, key?: Key): Map<unknown, unknown> {
  const table: Table = tables.get(target) ?? new Map<Key | undefined, Map<unknown, unknown>>();
  tables.set(target, table);
  const metadata = table.get(key) ?? new Map<unknown, unknown>();
  table.set(key, metadata);
  return metadata;
}

function inherited(name: unknown, target: object, key?: Key): unknown {
  for (let each: object | null = target; each; each = parentOf(each)) {
    if (own(each, key).has(name)) return own(each, key).get(name);
  }
  return undefined;
}

function parentOf(target: object): object | null {
  const parent: unknown = Object.getPrototypeOf(target);
  return typeof parent === 'object' || typeof parent === 'function' ? parent : null;
}

const metadataFunctions = {
  defineMetadata(name: unknown, value: unknown, target: object): void {
    own(target).set(name, value);
  },
  getOwnMetadata: (name: unknown, target: object, key?: Key) => own(target, key).get(name),
  hasOwnMetadata: (name: unknown, target: object, key?: Key) => own(target, key).has(name),
  getMetadata: inherited,
};

if (!('getMetadata' in Reflect)) Object.assign(Reflect, metadataFunctions);
