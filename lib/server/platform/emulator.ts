import { type EmulatorKeys, emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { env } from "./env.ts";

export interface Emulator extends EmulatorKeys {
  /** `http://127.0.0.1:port` */
  url: string;
  /** Its Graph API, with a version. */
  graphBase: string;
}

let made: { url: string; secret: string; emulator: Emulator } | undefined;

/** The emulated Meta that channels without a token speak to; null where there is none, or none may be spoken to. */
export function emulator(): Emulator | null {
  const { emulated, WORKFLOW_META_EMULATOR_URL: url, WORKFLOW_META_EMULATOR_KEY: secret } = env();
  if (!emulated || url === undefined || secret === undefined) return null;
  if (made?.url !== url || made.secret !== secret)
    made = { url, secret, emulator: { url, graphBase: `${url}/v25.0`, ...emulatorKeys(secret) } };
  return made.emulator;
}
