import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory, mockAdapter } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { DiffTarget } from "@prisma/schema-engine-wasm/schema_engine_bg";

export const SCHEMA_PATH = join(import.meta.dirname, "schema.prisma");

/** Comparing two schema files needs no database: the engine only wants to greet one and learn its dialect. */
const connection = {
  ...mockAdapter("postgres"),
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
};
const noDatabase = {
  provider: "postgres",
  adapterName: "none",
  connect: async () => connection,
  connectToShadowDb: async () => connection,
} as const;

let engine: Promise<bindings.SchemaEngine> | undefined;

/**
 * Prisma's own migration engine as WebAssembly: the native one is a download from outside npm. One per process: a second would break the
 * first.
 */
function schemaEngine(): Promise<bindings.SchemaEngine> {
  engine ??= (async () => {
    const wasm = readFileSync(fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg")).replace(/\.js$/, ".wasm"));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
    return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(noDatabase));
  })();
  return engine;
}

/** The SQL that turns a database of schema `from` (undefined: an empty one) into one of schema `to`. Both are contents of schema.prisma. */
export async function migrationSql(from: string | undefined, to: string): Promise<string> {
  const target = (content: string): DiffTarget => ({ tag: "schemaDatamodel", files: [{ path: SCHEMA_PATH, content }] });
  const result = await (
    await schemaEngine()
  ).diff({
    from: from === undefined ? { tag: "empty" } : target(from),
    to: target(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? "";
}
