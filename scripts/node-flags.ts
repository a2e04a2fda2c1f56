import { join } from "node:path";
import { ROOT } from "./run-task.ts";

/**
 * For web and worker, also in their images (Dockerfile). V8 lets the space for young objects grow far under load and keeps it: half a gigabyte for two small
 * services. With 16 MB they stay under 500 MB together, for about a tenth of the throughput.
 */
export const MEMORY_FLAG = "--max-semi-space-size=16";

export const SERVICE_FLAGS = [MEMORY_FLAG, "--import", join(ROOT, "lib/server/http/preload.mjs")];
