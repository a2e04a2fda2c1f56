import { env, refuseWeakSecrets, SettingsError } from "../platform/env.ts";
import type { Handler } from "./front-door.ts";

const UNSIGNED =
  "A channel has an access token, so its messages leave for Meta, and WORKFLOW_WHATSAPP_APP_SECRET is missing, so anyone " +
  "could forge webhooks. Set it in .env or the environment to the app's secret from Meta's dashboard (App settings > Basic).";

interface Boot {
  /** Whether messages leave for Meta, also by a token that was entered in the console. */
  canAnyChannelSend: () => Promise<boolean>;
  /** By path: see `openFrontDoor`. */
  aheadOfNext: Readonly<Record<string, Handler>>;
}

/** Wrong settings stop the web here, with a sentence, and not at a customer's message. */
export async function bootWeb({ canAnyChannelSend, aheadOfNext }: Boot): Promise<void> {
  try {
    const { WORKFLOW_WHATSAPP_APP_SECRET: secret } = env();
    refuseWeakSecrets(env());
    const { openFrontDoor } = await import("./front-door.ts");
    openFrontDoor(aheadOfNext);
    const { guardServers } = await import("./edge.ts");
    guardServers();
    const { log } = await import("../platform/log.ts");
    const { warmUp } = await import("../platform/queue.ts");
    const unreachable = (error: unknown) => log.warn({ err: error }, "the database is not reachable yet");
    await warmUp().catch(unreachable);
    if (secret !== undefined) return;
    if ((await canAnyChannelSend().catch(unreachable)) === true) throw new SettingsError(UNSIGNED);
    log.warn(
      "WORKFLOW_WHATSAPP_APP_SECRET is not set: webhooks are taken without a signature from programs of this machine, as long " +
        "as no channel has an access token, and from nobody else.",
    );
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
