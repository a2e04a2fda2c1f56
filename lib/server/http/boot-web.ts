import { env, SettingsError } from "../platform/env.ts";

/** Wrong settings stop the web here, with a sentence, and not at a customer's message. */
export async function bootWeb(): Promise<void> {
  try {
    const { WORKFLOW_WHATSAPP_APP_SECRET: secret, production } = env();
    const { log } = await import("../platform/log.ts");
    if (secret === undefined && !production) {
      log.warn(
        "WORKFLOW_WHATSAPP_APP_SECRET is not set: webhooks are accepted WITHOUT a signature, so anyone who reaches this address can forge messages. Fine for trying out, never for production.",
      );
    }
    const { warmUp } = await import("../platform/queue.ts");
    await warmUp().catch((error: unknown) => log.warn({ err: error }, "the database is not reachable yet"));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
