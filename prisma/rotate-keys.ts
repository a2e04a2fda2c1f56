import { pool } from "#server/platform/db";
import { encryptionKeys } from "#server/platform/encryption-keys";
import { rotateKeys } from "#server/services/secrets/rotate-keys";

/** `npm run keys:rotate`: tokens and secrets are sealed anew with the first key. Safe to run again, and while web and worker run. */
try {
  const [{ kid }] = encryptionKeys();
  const { resealed, unopened, inUse, free } = await rotateKeys();
  for (const [table, count] of Object.entries(resealed)) console.log(`${table}: ${count} sealed anew with the key "${kid}"`);
  for (const [key, count] of Object.entries(inUse)) if (key !== kid) console.log(`${count} still name the key "${key}"`);
  for (const key of free) console.log(`No row names the key "${key}" any more: it can be taken out of the settings.`);
  if (unopened.length > 0) {
    console.error(
      `No key of WORKFLOW_ENCRYPTION_KEYS opens these: ${unopened.join(", ")}. Add the key that sealed them and run this again, or enter them anew.`,
    );
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`The keys could not be rotated: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await pool().end();
}
