/**
 * What there is once in a process. Next bundles some files several times (for pages, for routes, for the start), and each copy has
 * variables of its own.
 */
export function processWide<Value>(name: string, make: () => Value): Value {
  const all = globalThis as unknown as Record<symbol, Value | undefined>;
  const key = Symbol.for(`siga.${name}`);
  return (all[key] ??= make());
}
