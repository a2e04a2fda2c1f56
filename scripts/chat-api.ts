import type { Context } from "#lib/engine/types.ts";
import type { Env } from "#server/platform/env";
import { SIMULATED_PHONE_NUMBER_ID } from "#server/services/seed/channel";
import { tapsOf } from "#lib/whatsapp/outgoing/registry.ts";
import { address } from "./locks.ts";
import { messageValue, webhookBody, webhookInit } from "./fakes/webhook.ts";

/** What a contact sees of it: its words, and what can be tapped by the number to type for it. */
export function replyText({ type, text, data }: Pick<Reply, "type" | "text" | "data">): string {
  const taps = tapsOf({ type, text, data: data ?? {} });
  return [text, ...taps.map(({ title }, index) => `${index + 1}. ${title}`)].join("\n");
}

/** Siga is not there, or does not let us in; the message says what to do. */
export class ChatError extends Error {}

interface Reply {
  id: number;
  type: string;
  text: string;
  data: Context | null;
  status: string;
}

export interface Chat {
  /** As the contact: a signed webhook, posted by the emulated Meta, or by ourselves where there is none. */
  say(text: string): Promise<void>;
  /** What has been sent since the last call, oldest first. */
  replies(): Promise<Reply[]>;
  /**
   * Nothing more comes until the contact writes: the conversation waits for that, or is over, and everything has left. `later`: a timer
   * runs.
   */
  state(): Promise<"busy" | "later" | "quiet">;
}

interface Contact {
  id: number;
  unheard_count: number;
  open_execution: { status: string } | null;
}

/**
 * Talks to the running Siga as one contact of its simulated channel, which is made when there is none: so nothing reaches
 * WhatsApp, whatever numbers are connected. @throws ChatError
 */
export async function openChat(settings: Env, who: { phone: string; name: string }): Promise<Chat> {
  const base = address(settings);
  const token = settings.WORKFLOW_API_TOKEN;
  if (token === undefined)
    throw new ChatError("WORKFLOW_API_TOKEN is not set; `npm start` writes one to .env, so start Siga once and try again.");

  async function ask(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      signal: AbortSignal.timeout(10_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new ChatError(`Siga is not running at ${base}. Start it in another terminal with \`npm start\`, then run this again.`);
    });
    if (response.status === 401)
      throw new ChatError(`${base} does not know the WORKFLOW_API_TOKEN of this .env: another Siga may be running there.`);
    return response;
  }

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await ask(method, path, body);
    if (!response.ok) throw new ChatError(`${method} ${path}: ${response.status} ${(await response.text()).slice(0, 300)}`);
    return (await response.json()) as T;
  }

  type Channel = { id: number; phone_number_id: string; default_flow_id: number | null; has_access_token: boolean };
  const { items: channels } = await call<{ items: Channel[] }>("GET", "/channels");
  const channel =
    channels.find((item) => item.phone_number_id === SIMULATED_PHONE_NUMBER_ID && !item.has_access_token) ??
    (await call<Channel>("POST", "/channels", {
      name: "Simulado",
      phone_number_id: SIMULATED_PHONE_NUMBER_ID,
      default_flow_id: channels.find((item) => item.default_flow_id !== null)?.default_flow_id ?? null,
    }));

  const find = async () =>
    (
      await call<{ items: { id: number; wa_id: string | null }[] }>("GET", `/contacts?channel_id=${channel.id}&search=${who.phone}`)
    ).items.find((item) => item.wa_id === who.phone)?.id;
  let contactId = await find();
  type Message = Reply & { direction: string };
  const outbound = async (id: number) =>
    (await call<{ items: Message[] }>("GET", `/contacts/${id}/messages?limit=50`)).items
      .filter((item) => item.direction === "outbound")
      .toReversed();
  let seen = contactId === undefined ? 0 : ((await outbound(contactId)).at(-1)?.id ?? 0);

  /** As the contact at the emulated Meta, which posts the webhook; null where there is none, as beside a real number. */
  async function sayAtEmulator(text: string): Promise<string | null> {
    const contact = { number: channel.phone_number_id, wa_id: who.phone, name: who.name };
    const response = await ask("POST", "/emulator", { act: "say", ...contact, kind: "text", values: { text } });
    const answer = (await response.json()) as { wamid?: string; type?: string; detail?: string };
    if (response.ok) return answer.wamid ?? null;
    if (answer.type === "urn:siga:problem:no-emulator") return null;
    throw new ChatError(`The emulated Meta: ${response.status} ${answer.detail ?? ""}`);
  }

  /** The emulated Meta posts the webhook a moment later. */
  async function untilHeard(wamid: string): Promise<void> {
    for (let look = 0; look < 100; look += 1) {
      contactId ??= await find();
      const path = `/contacts/${contactId ?? 0}/messages?limit=50`;
      if (
        contactId !== undefined &&
        (await call<{ items: { wamid: string | null }[] }>("GET", path)).items.some((item) => item.wamid === wamid)
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new ChatError("The webhook of the emulated Meta did not arrive within 10 s. `npm start` shows what it says.");
  }

  return {
    async say(text) {
      const wamid = await sayAtEmulator(text);
      if (wamid !== null) return untilHeard(wamid);
      const body = webhookBody(messageValue(channel.phone_number_id, [{ from: who.phone, name: who.name, text }]));
      const response = await fetch(`${base}/webhook/whatsapp`, webhookInit(body, settings.WORKFLOW_WHATSAPP_APP_SECRET));
      if (response.status !== 200) throw new ChatError(`The webhook answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
      contactId ??= await find();
    },
    async replies() {
      if (contactId === undefined) return [];
      const messages = await outbound(contactId);
      // In order: one that has not left yet holds back those behind it.
      const waiting = messages.findIndex((message) => message.id > seen && ["queued", "sending"].includes(message.status));
      const fresh = (waiting < 0 ? messages : messages.slice(0, waiting)).filter((message) => message.id > seen);
      seen = fresh.at(-1)?.id ?? seen;
      return fresh;
    },
    async state() {
      if (contactId === undefined) return "quiet";
      const contact = await call<Contact>("GET", `/contacts/${contactId}`);
      const status = contact.open_execution?.status;
      if (status === "scheduled") return "later";
      const unsent = (await outbound(contactId)).some((message) => message.id > seen);
      return status === "running" || (contact.unheard_count > 0 && status !== "handoff") || unsent ? "busy" : "quiet";
    },
  };
}
