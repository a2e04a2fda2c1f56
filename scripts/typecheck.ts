import { typecheck } from "./checks.ts";
import { step } from "./progress.ts";

try {
  await step("types", typecheck);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
