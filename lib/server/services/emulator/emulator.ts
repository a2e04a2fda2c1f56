import { request } from "undici";
import { z } from "zod";
import type { Phones } from "#lib/api/emulator.ts";
import type { Act, NumberView } from "#lib/meta-emulator/control.ts";
import { numberView } from "#lib/meta-emulator/control.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { readQuiet } from "../../contacts/quiet.ts";
import { ApiError, conflict } from "../../platform/api-error.ts";
import { type Emulator, emulator } from "../../platform/emulator.ts";
import { prisma } from "../../platform/prisma.ts";

const PATIENCE_MS = 10_000;

const played = z.object({ key: z.string().nullable(), wamid: z.string().nullable() });
const refused = z.object({ refused: z.string() });

/** Whether there is an emulated Meta to play with. */
export const isEmulatorHere = (): boolean => emulator() !== null;

/** What a contact does, or what is to go wrong. @throws ApiError 404 (no emulator), 409 */
export async function playEmulator(actor: Actor, act: Act): Promise<z.output<typeof played>> {
  allow(actor, "executions:write");
  const here = requiredEmulator();
  if ("number" in act) await checkSimulated(act.number);
  const { status, body } = await ask(here, "POST", "acts", act);
  if (status === 200) return played.parse(body);
  const why = refused.safeParse(body).data?.refused ?? `It answered ${status}.`;
  throw conflict("emulator-refused", `The emulated Meta does not do that: ${why}`);
}

/** @throws ApiError 404 (no emulator), 409 */
export async function readEmulator(actor: Actor, number: string): Promise<Phones> {
  allow(actor, "executions:read");
  const here = requiredEmulator();
  await checkSimulated(number);
  const { status, body } = await ask(here, "GET", `numbers/${encodeURIComponent(number)}`);
  if (status !== 200) throw conflict("emulator-refused", `The emulated Meta answered ${status}.`);
  return withQuiet(await withFiles(numberView.parse(body)));
}

/** The Phone shows the files that both sides sent as they are kept here: the emulated Meta's own are gone with its next start. */
async function withFiles(view: NumberView): Promise<NumberView> {
  const ids = view.contacts.flatMap(({ chat }) => chat.flatMap(({ message }) => metaIdOf(message.data) ?? []));
  if (ids.length === 0) return view;
  const where = { metaId: { in: ids } };
  const received = await prisma().media.findMany({ where: { ...where, status: "kept" }, select: { metaId: true, id: true } });
  const sent = await prisma().mediaUpload.findMany({ where, select: { metaId: true, mediaId: true } });
  const own = new Map<string | null, object>([
    ...sent.map(({ metaId, mediaId }) => [metaId, { media: mediaId }] as const),
    ...received.map(({ metaId, id }) => [metaId, { media_id: id, media_status: "kept" }] as const),
  ]);
  return {
    ...view,
    contacts: view.contacts.map((contact) => ({
      ...contact,
      chat: contact.chat.map((entry) => {
        const known = own.get(metaIdOf(entry.message.data));
        return known === undefined ? entry : { ...entry, message: { ...entry.message, data: { ...entry.message.data, ...known } } };
      }),
    })),
  };
}

/** Who is in the silence after an end, by our side's records. */
async function withQuiet(view: NumberView): Promise<Phones> {
  const known = (id: "wa_id" | "user_id") => view.contacts.flatMap((contact) => contact[id] ?? []);
  const contacts = await prisma().contact.findMany({
    where: {
      channel: { phoneNumberId: view.number },
      OR: [{ waId: { in: known("wa_id") } }, { userId: { in: known("user_id") } }],
    },
    select: { id: true, waId: true, userId: true },
  });
  const quiet = await readQuiet(contacts.map(({ id }) => Number(id)));
  const ofPhone = ({ wa_id: waId, user_id: userId }: NumberView["contacts"][number]) =>
    contacts.find((contact) => (waId !== null && contact.waId === waId) || (userId !== null && contact.userId === userId));
  return {
    ...view,
    contacts: view.contacts.map((contact) => ({ ...contact, quiet: quiet.get(Number(ofPhone(contact)?.id)) ?? null })),
  };
}

const metaIdOf = ({ id }: NumberView["contacts"][number]["chat"][number]["message"]["data"]): string | null =>
  typeof id === "string" && /^\d{5,20}$/.test(id) ? id : null;

export function requiredEmulator(): Emulator {
  const here = emulator();
  if (here === null)
    throw notHere(
      "No emulated Meta runs here: `npm start` brings one while no number with a token is configured (WORKFLOW_META_EMULATOR).",
    );
  return here;
}

/** The emulated Meta has nothing to say to somebody's real number. @throws ApiError 409 */
export async function checkSimulated(phoneNumberId: string): Promise<void> {
  const channel = await prisma().channel.findUnique({ where: { phoneNumberId }, select: { accessTokenEncrypted: true } });
  if (channel !== null && channel.accessTokenEncrypted !== null)
    throw conflict("not-emulated", `The channel ${phoneNumberId} has an access token, so it speaks to Meta itself.`);
}

const notHere = (detail: string) => new ApiError(404, detail, { code: "no-emulator" });

async function ask(
  { url, control }: Emulator,
  method: "GET" | "POST",
  path: string,
  json?: object,
): Promise<{ status: number; body: unknown }> {
  try {
    const response = await request(`${url}/control/${path}`, {
      method,
      headers: { authorization: `Bearer ${control}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    return { status: response.statusCode, body: await response.body.json() };
  } catch {
    throw notHere("The emulated Meta does not answer; `npm start` starts it again by itself, `npm run meta` brings one alone.");
  }
}
