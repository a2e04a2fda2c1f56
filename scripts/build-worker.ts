import { build } from "esbuild";
import { join } from "node:path";
import { ROOT } from "./run-task.ts";

/** `npm run worker:build`: the worker, the migrations' runner and the seed as single files for a container without node_modules. */
await build({
  absWorkingDir: ROOT,
  entryPoints: { worker: "worker/index.ts", migrate: "prisma/migrate.ts", seed: "prisma/seed.ts", "rotate-keys": "prisma/rotate-keys.ts" },
  outdir: join(ROOT, "dist"),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  minify: true,
  keepNames: true,
  platform: "node",
  target: "node22",
  format: "esm",
  logLevel: "info",
  // pg and others are CommonJS and call require().
  banner: { js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);' },
});
