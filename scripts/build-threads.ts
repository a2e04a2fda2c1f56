import { build } from "esbuild";
import { join } from "node:path";
import { ROOT } from "./run-task.ts";

/**
 * Before `next build`: what the web process runs in threads of its own, as single files. Next traces nothing into a thread, so
 * `next.config.mjs` has them copied beside the routes that start them (`outputFileTracingIncludes`), for the image and for Vercel.
 */
export async function buildThreads(outdir = join(ROOT, "dist")): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { "flow-tests": "lib/server/services/flow-tests/thread.ts" },
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
  });
}
