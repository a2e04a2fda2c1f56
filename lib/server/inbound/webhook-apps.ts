import { WEBHOOK_ADDRESS } from "#lib/api/webhook-address.ts";
import { decryptSecret } from "../platform/crypto.ts";
import { forInbound, pool } from "../platform/db.ts";
import { env, SettingsError } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { processWide } from "../platform/process-wide.ts";
import { webhookSecret } from "../platform/signature.ts";

/** Who signs what comes to an address. */
export interface WebhookApp {
  /** Null: the environment's. */
  id: number | null;
  /** Meta's id of it. Null: the environment's. */
  appId: string | null;
  /** Undefined: not set, or no key here opens it. */
  secret: string | undefined;
  /** What signatures are checked with; without a secret nobody knows it. Undefined: nothing fits. */
  signedWith: string | undefined;
  verifyToken: string | undefined;
}

/** How long a secret that was replaced, or an app that was removed, is believed elsewhere than in the process that did it. */
const KEEP_MS = 2_000;

interface Cache {
  apps: Promise<Map<string, WebhookApp>>;
  until: number;
}

const STALE: Cache = { apps: Promise.resolve(new Map()), until: -Infinity };
const cache = () => processWide("webhook-apps", () => ({ kept: STALE }));

/**
 * The app whose webhooks come to this path: the secret is chosen by the address, never by what the body says. Null: nobody's address.
 * All apps are read at once, every two seconds at most, so that whoever tries addresses costs no query each.
 */
export async function webhookAppAt(pathname: string): Promise<WebhookApp | null> {
  if (pathname === WEBHOOK_ADDRESS) {
    const { WORKFLOW_WHATSAPP_APP_SECRET: secret, WORKFLOW_WEBHOOK_VERIFY_TOKEN: verifyToken } = env();
    return { id: null, appId: null, secret, signedWith: webhookSecret(), verifyToken };
  }
  const appId = appIdIn(pathname);
  if (appId === null) return null;
  const all = cache();
  const now = performance.now();
  if (all.kept.until <= now) {
    const made: Cache = { apps: load(), until: now + KEEP_MS };
    all.kept = made;
    // What failed is read again by the next one who asks.
    made.apps.catch(() => all.kept === made && clearWebhookApps());
  }
  return (await all.kept.apps).get(appId) ?? null;
}

/** The app that a path names, whether there is one or not. */
const appIdIn = (pathname: string): string | null => /^\/webhook\/whatsapp\/(\d{1,32})$/.exec(pathname)?.[1] ?? null;

/** For changes made by this very process. */
export function clearWebhookApps(): void {
  cache().kept = STALE;
}

async function load(): Promise<Map<string, WebhookApp>> {
  // SQL, because Prisma would take a client of its own for it.
  const { rows } = await forInbound(() =>
    pool().query<{ id: number; app_id: string; secret: string; token: string }>(
      "SELECT id, app_id, app_secret_encrypted AS secret, verify_token_encrypted AS token FROM meta_apps",
    ),
  );
  return new Map(
    rows.map(({ id, app_id: appId, ...sealed }) => {
      const secret = open(id, "app_secret_encrypted", sealed.secret);
      return [appId, { id, appId, secret, signedWith: secret, verifyToken: open(id, "verify_token_encrypted", sealed.token) }];
    }),
  );
}

function open(id: number, column: "app_secret_encrypted" | "verify_token_encrypted", sealed: string): string | undefined {
  try {
    return decryptSecret(sealed, { table: "meta_apps", column, id });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    log.error({ appRow: id, column }, "this Meta app's secret can not be opened, so its webhooks are refused; enter it anew");
    return undefined;
  }
}
