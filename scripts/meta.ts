import { startEmulator } from "#lib/meta-emulator/serve/server.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { parseEnv, SettingsError } from "#server/platform/env";
import { loadDotEnv } from "./local-database.ts";
import { address } from "./locks.ts";

/**
 * `npm run meta`: the emulated Meta alone, for a web and a worker that were started by themselves. `npm start` runs this very script
 * beside its own, with the file in which it keeps what a restart must not forget.
 */
const ALONE_PORT = 4_180;
const [file] = process.argv.slice(2);

try {
  loadDotEnv();
  const settings = parseEnv(process.env);
  const { WORKFLOW_META_EMULATOR_KEY: secret, WORKFLOW_META_EMULATOR_URL: url, emulated } = settings;
  if (!emulated)
    throw new SettingsError(
      settings.live
        ? "A real number and its token are configured, and the emulated Meta never stands beside one."
        : "In production the emulated Meta runs only with WORKFLOW_META_EMULATOR=true.",
    );
  if (secret === undefined)
    throw new SettingsError("WORKFLOW_META_EMULATOR_KEY is not set; `npm start` writes one to .env, or `openssl rand -hex 32` makes one.");
  const server = await startEmulator({
    keys: emulatorKeys(secret),
    webhookUrl: `${address(settings)}/webhook/whatsapp`,
    port: url === undefined ? ALONE_PORT : Number(new URL(url).port),
    ...(file === undefined ? {} : { file }),
  });
  if (url === undefined) console.log(`The emulated Meta listens. For web and worker: WORKFLOW_META_EMULATOR_URL=${server.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      void server.close().then(() => process.exit(0));
    });
} catch (error) {
  if (!(error instanceof SettingsError) && (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
  console.error((error as Error).message);
  // Whoever started us may hold a channel to us, which would keep us.
  process.exit(1);
}
