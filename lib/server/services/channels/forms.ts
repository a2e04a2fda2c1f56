import type { ChannelForm } from "#lib/api/channel-forms.ts";
import type { Page } from "#lib/api/page.ts";
import { classifyGraphResponse, classifyNetworkError } from "#lib/whatsapp/graph/errors.ts";
import { ACCOUNT_FIELDS, accountOf, FORM_FIELDS, PUBLISHED, readForms } from "#lib/whatsapp/graph/forms.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { ApiError, conflict } from "../../platform/api-error.ts";
import { decryptSecret } from "../../platform/crypto.ts";
import { pool } from "../../platform/db.ts";
import { emulator } from "../../platform/emulator.ts";
import { SettingsError } from "../../platform/env.ts";
import { prisma } from "../../platform/prisma.ts";
import { readChannel } from "./channel-row.ts";
import { graphGet } from "./graph-get.ts";

const PAGE = 100;
/** A thousand forms; nobody picks from more. */
const MOST_PAGES = 10;

/** How this channel speaks to a Graph API. */
interface Access {
  token: string;
  /** Of the emulated Meta; undefined for Meta itself. */
  base: string | undefined;
}

/**
 * The forms of the account that a channel's number belongs to, by name, as Meta tells at this moment.
 * @throws ApiError 404, 409 (no token to ask with), 502 (Meta refused, was not reached, or does not name the account)
 */
export async function listChannelForms(actor: Actor, id: number): Promise<Page<ChannelForm>> {
  allow(actor, "channels:read");
  const channel = await readChannel(pool(), id);
  const access = await accessOf(id);
  const number = await ask(`${encodeURIComponent(channel.phone_number_id)}?fields=${ACCOUNT_FIELDS}`, access);
  const account = accountOf(number);
  if (account === null)
    throw new ApiError(502, "Meta does not tell which account this number belongs to; write the form's id by hand.", {
      code: "account-unknown",
    });
  const forms = await formsOf(account, access);
  const items = forms.map((form) => ({ ...form, sendable: form.status === PUBLISHED }));
  return { items: items.sort((one, other) => one.name.localeCompare(other.name)), next_cursor: null };
}

async function formsOf(account: string, access: Access) {
  const all: ReturnType<typeof readForms>["forms"] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const cursor: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    const read = readForms(await ask(`${encodeURIComponent(account)}/flows?fields=${FORM_FIELDS}&limit=${PAGE}${cursor}`, access));
    all.push(...read.forms);
    if (read.after === null) break;
    after = read.after;
  }
  return all;
}

async function accessOf(id: number): Promise<Access> {
  const row = await prisma().channel.findUnique({ where: { id }, select: { accessTokenEncrypted: true } });
  const sealed = row?.accessTokenEncrypted ?? null;
  if (sealed === null) {
    const emulated = emulator();
    if (emulated === null) throw conflict("no-token", "The channel has no access token, so nobody can be asked for its forms.");
    return { token: emulated.token, base: emulated.graphBase };
  }
  try {
    return { token: decryptSecret(sealed, { table: "channels", id }), base: undefined };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw conflict("token-sealed", "The channel's access token can not be opened any more; enter it anew.");
  }
}

/** @throws ApiError 502 */
async function ask(path: string, { token, base }: Access): Promise<unknown> {
  const answer = await graphGet(path, token, base);
  if ("failed" in answer) throw refused(classifyNetworkError(answer.failed).title);
  if (answer.status >= 200 && answer.status <= 299) return answer.body;
  const outcome = classifyGraphResponse(answer);
  throw refused(
    outcome.kind === "sent" ? `HTTP ${answer.status}` : [outcome.title, outcome.details].filter((part) => part !== null).join(" "),
  );
}

const refused = (said: string) => new ApiError(502, `Meta was asked for the forms: ${said}`, { code: "meta-refused" });
