/** Webhook POSTs as Meta sends them, for tests, the terminal chat and the benchmark. */
import { randomUUID } from "node:crypto";
import { request } from "undici";
import { sign } from "#server/platform/signature";

export interface FakeMessage {
  /** Digits without +; null for a sender known by user id only. */
  from: string | null;
  userId?: string;
  text?: string;
  /** The wamid; a new one unless told. */
  id?: string;
  /** Milliseconds since 1970; now unless told. */
  at?: number;
  name?: string;
  /** Any other type's fields, in place of a text. */
  raw?: object;
}

export interface FakeStatus {
  id: string;
  status: string;
  recipient: string;
  opaque?: string | undefined;
  at?: number;
  errors?: object[];
  /** Any other fields. */
  raw?: object;
}

export function messageValue(phoneNumberId: string, messages: FakeMessage[]): object {
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551140000000", phone_number_id: phoneNumberId },
    contacts: messages.map(({ from, userId, name }) => ({
      ...(from === null ? {} : { wa_id: from }),
      ...(userId === undefined ? {} : { user_id: userId }),
      profile: { name: name ?? "Ana" },
    })),
    messages: messages.map(({ from, userId, text, id, at, raw }) => ({
      id: id ?? newWamid(),
      ...(from === null ? {} : { from }),
      ...(userId === undefined ? {} : { from_user_id: userId }),
      timestamp: String(Math.floor((at ?? Date.now()) / 1000)),
      ...(raw ?? { type: "text", text: { body: text ?? "oi" } }),
    })),
  };
}

export function statusValue(phoneNumberId: string, statuses: FakeStatus[]): object {
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551140000000", phone_number_id: phoneNumberId },
    statuses: statuses.map(({ id, status, recipient, opaque, at, errors, raw }) => ({
      id,
      status,
      recipient_id: recipient,
      timestamp: String(Math.floor((at ?? Date.now()) / 1000)),
      ...(opaque === undefined ? {} : { biz_opaque_callback_data: opaque }),
      ...(errors === undefined ? {} : { errors }),
      ...raw,
    })),
  };
}

/** One POST body around any number of changes, which may be of different numbers. */
export function webhookBody(...values: object[]): object {
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "2000000000000001", changes: values.map((value) => ({ field: "messages", value })) }],
  };
}

export function newWamid(): string {
  return `wamid.${randomUUID().replaceAll("-", "")}`;
}

/** The POST as `fetch` and `Request` take it, signed when there is a secret. */
export function webhookInit(body: object | string | Uint8Array<ArrayBuffer>, appSecret?: string) {
  const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  return {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(appSecret === undefined ? {} : { "x-hub-signature-256": sign(appSecret, bytes) }),
    } as Record<string, string>,
    body: bytes,
  };
}

/** Posts like Meta: whatever gets no 200 is sent again, until `patienceMs` are over. Returns the tries it took. */
export async function postWebhook(
  url: string,
  body: object,
  { appSecret, patienceMs = 0 }: { appSecret?: string | undefined; patienceMs?: number } = {},
): Promise<number> {
  const until = performance.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    const { headers, body: bytes } = webhookInit(body, appSecret);
    // Not fetch, which costs the load generator as much as the webhook costs the product.
    const status = await request(url, { method: "POST", headers, body: bytes, headersTimeout: 15_000 }).then(
      async (response) => {
        await response.body.dump();
        return response.statusCode;
      },
      () => 0,
    );
    if (status === 200) return tries;
    if (performance.now() > until) throw new Error(`the webhook was answered ${status === 0 ? "not at all" : status}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 50 * 2 ** tries)));
  }
}
