// Makes a thing once for each key, and keeps it for as long as the function's process lives: clients of the SDK.

export function onceForEach<Key, Thing>(make: (key: Key) => Thing): (key: Key) => Thing {
  const made = new Map<Key, Thing>();
  return (key) => {
    const thing = made.get(key) ?? make(key);
    made.set(key, thing);
    return thing;
  };
}
