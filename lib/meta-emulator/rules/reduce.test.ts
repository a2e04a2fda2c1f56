import { describe, expect, test } from "vitest";
import { objectOf, listOf } from "#lib/json/read-json.ts";
import type { Act } from "../control.ts";
import { FIELD_KINDS, MESSAGE_KINDS } from "../inbound/fill.ts";
import { viewOf } from "../phone/view.ts";
import { ANA, blob, faults, NUMBER, play, say, START } from "./play.fixture.ts";

test("a message goes its way: taken, sent, delivered, read, each told with what belongs to it", () => {
  const meta = play();
  meta.act(say());
  const { status, body } = meta.text("Olá, Ana");
  const wamid = String(objectOf(listOf(body["messages"])[0])["id"]);
  expect([status, body]).toEqual([
    200,
    { messaging_product: "whatsapp", contacts: [{ input: `+${ANA}`, wa_id: ANA }], messages: [{ id: wamid }] },
  ]);
  meta.wait(5_000);
  const { messages, statuses } = meta.heard();
  expect(messages).toMatchObject([{ waId: ANA, profileName: "Ana", type: "text", text: "oi" }]);
  expect(statuses.map((each) => [each.status, each.wamid, each.recipientWaId])).toEqual(
    ["sent", "delivered", "read"].map((kind) => [kind, wamid, ANA]),
  );
  expect(statuses[0]).toMatchObject({ pricing: { type: "free_customer_service", pricing_model: "PMP", category: "service" } });
  expect(statuses[2]?.pricing).toBeNull();
});

test("the window closes a day after the contact's last word, for all but templates", () => {
  const meta = play();
  meta.act(say());
  expect(meta.text().status).toBe(200);
  meta.wait(24 * 3_600_000 + 1);
  expect(meta.text()).toMatchObject({ status: 400, code: 131047 });
  const template = { name: "rastreio", language: { code: "pt_BR" } };
  const parameters = [
    { type: "text", text: "Ana" },
    { type: "text", text: "A-17" },
  ];
  expect(meta.send({ type: "template", template: { ...template, components: [{ type: "body", parameters }] } })).toMatchObject({
    status: 200,
  });
  expect(meta.send({ type: "template", template })).toMatchObject({ code: 132000 });
  expect(meta.send({ type: "template", template: { ...template, language: { code: "en" } } })).toMatchObject({ code: 132001 });
  meta.act(say());
  expect(meta.text().status).toBe(200);
  meta.act(faults({ window_told: "status" }));
  meta.act({ act: "close_window", number: NUMBER, wa_id: ANA });
  expect(meta.text().status).toBe(200);
  meta.wait(1_000);
  expect(meta.heard().statuses.filter(({ status }) => status === "failed")).toMatchObject([{ errors: [{ code: 131047 }] }]);
});

test("strangers may be written to or not, as the setting has it", () => {
  expect(play().text().status).toBe(200);
  expect(play({ strangers: "closed" }).text()).toMatchObject({ code: 131047 });
});

test("without + the number is taken for one of the business's own country: nobody's here", () => {
  const meta = play();
  meta.act(say());
  expect(meta.text("Oi", ANA).body).toMatchObject({ contacts: [{ input: ANA, wa_id: `55${ANA}` }] });
  meta.wait(1_000);
  expect(meta.heard().statuses).toMatchObject([{ status: "failed", errors: [{ code: 131026 }], recipientWaId: `55${ANA}` }]);
});

test("one contact takes a burst of 45 and then one message in six seconds; a number its messages a second", () => {
  const meta = play();
  meta.act(say());
  const codes = Array.from({ length: 46 }, () => meta.text().code);
  expect(codes.filter((code) => code !== undefined)).toEqual([131056]);
  meta.wait(6_000);
  expect([meta.text().code, meta.text().code]).toEqual([undefined, 131056]);
  const busy = play();
  busy.act(faults({ throughput: 80 }));
  expect(Array.from({ length: 81 }, (_, n) => busy.text("Oi", `+55119876500${n + 10}`).code).filter((code) => code !== undefined)).toEqual([
    130429,
  ]);
});

test("who has blocked us gets it sent and no further; airplane mode holds both ways, and all comes together after it", () => {
  const meta = play();
  meta.act(say());
  const set = (more: object): Act => ({ act: "set", number: NUMBER, wa_id: ANA, ...more }) as Act;
  meta.act(set({ blocks: true }));
  meta.text("1");
  expect(meta.act(say())).toMatchObject({ refused: expect.any(String) });
  meta.act(set({ blocks: false, online: false }));
  meta.text("2");
  meta.act(say("um"));
  meta.act(say("dois"));
  meta.wait(5_000);
  expect(meta.heard()).toMatchObject({ messages: [{}], statuses: [{ status: "sent" }, { status: "sent" }] });
  const before = meta.posts.length;
  meta.act(set({ online: true }));
  expect(meta.posts.length).toBe(before + 1);
  expect(meta.heard().messages.map(({ text }) => text)).toEqual(["oi", "um", "dois"]);
  meta.wait(5_000);
  expect(meta.heard().statuses.map(({ status }) => status)).toEqual(["sent", "sent", "delivered", "read"]);
});

test("a POST that gets no 200 is tried again, ever more rarely", () => {
  const meta = play();
  meta.answerWith(503);
  meta.act(say());
  // After 0.5, 1 and 2 seconds.
  meta.wait(4_000);
  expect(meta.posts.length).toBe(4);
  meta.answerWith(200);
  meta.wait(3_600_000);
  expect(meta.posts.length).toBe(5);
  expect(new Set(meta.posts.map((body) => JSON.stringify(body))).size).toBe(1);
});

describe("on command", () => {
  test.each<[string, object, number | undefined]>([
    ["throttles", { throttled: 1 }, 130429],
    ["refuses", { refuse_with: 131042 }, 131042],
  ])("it %s", (_, fault, code) => {
    const meta = play();
    meta.act(faults(fault));
    expect(meta.text()).toMatchObject({ code });
  });

  test("it answers 5xx, or nothing before or after it has taken the message", () => {
    const meta = play();
    meta.act(faults({ server_error: 1 }));
    expect(meta.text().status).toBeGreaterThanOrEqual(500);
    const silence = (fault: object) => {
      meta.act(faults({ server_error: 0, lost_before: 0, lost_after: 0, ...fault }));
      return meta.on({
        type: "requested",
        request: {
          method: "POST",
          path: [NUMBER, "messages"],
          query: {},
          base: "",
          json: { messaging_product: "whatsapp", to: `+${ANA}`, type: "text", text: { body: "Oi" } },
        },
      }).answer;
    };
    expect(silence({ lost_before: 1 })).toMatchObject({ kind: "silence" });
    meta.wait(5_000);
    expect(meta.heard().statuses).toEqual([]);
    expect(silence({ lost_after: 1 })).toMatchObject({ kind: "silence" });
    meta.wait(5_000);
    expect(meta.heard().statuses.length).toBe(3);
  });

  test("it doubles, forgets, reorders, delays, and keeps kinds of statuses to itself", () => {
    const statuses = (fault: object) => {
      const meta = play();
      meta.act(faults({ apart: true, ...fault }));
      for (let n = 0; n < 20; n += 1) meta.text(String(n), `+5511987650${100 + n}`);
      meta.wait(20_000);
      return meta.heard().statuses.map(({ status }) => status);
    };
    expect(statuses({}).length).toBe(60);
    expect(statuses({ duplicated: 1 }).length).toBe(120);
    expect(statuses({ forgotten: 1 })).toEqual([]);
    expect(statuses({ forget_statuses: ["sent", "read"] })).toEqual(Array.from({ length: 20 }, () => "delivered"));
    expect(statuses({ reordered: 1 }).slice(0, 20)).not.toEqual(statuses({}).slice(0, 20));
  });

  test("a contact moves to another number, and is told as having moved", () => {
    const meta = play();
    meta.act(say());
    meta.act({ act: "change_number", number: NUMBER, wa_id: ANA, to: "5511987650199" });
    meta.act({ ...say("sou eu"), wa_id: "5511987650199" } as Act);
    const { messages } = meta.heard();
    expect(messages[1]).toMatchObject({ type: "system", identity: expect.anything() });
    expect(messages[2]).toMatchObject({ waId: "5511987650199" });
    expect(messages[2]?.userId).not.toBe(messages[0]?.userId);
  });

  test("who has a username hides the number, in messages and statuses", () => {
    const meta = play();
    meta.act(say());
    const userId = meta.contact()?.userId ?? "";
    meta.act({ act: "set", number: NUMBER, wa_id: ANA, username: "ana.souza" });
    meta.act(say());
    meta.request("POST", `${NUMBER}/messages`, {
      json: { messaging_product: "whatsapp", recipient: userId, type: "text", text: { body: "Oi" } },
    });
    meta.wait(5_000);
    expect(meta.heard()).toMatchObject({ messages: [{ waId: ANA }, { waId: null, userId }] });
    expect(meta.heard().statuses.map(({ recipientWaId, recipientUserId }) => [recipientWaId, recipientUserId])).toEqual(
      Array.from({ length: 3 }, () => [null, userId]),
    );
  });
});

test("taps, reactions, changes and deletions arrive as Meta posts them", () => {
  const meta = play();
  meta.act(say());
  const wamidOf = ({ body }: { body: object }) => String(objectOf(listOf(objectOf(body)["messages"])[0])["id"]);
  const buttons = [{ type: "reply", reply: { id: "y", title: "Sim" } }];
  const menu = wamidOf(meta.send({ type: "interactive", interactive: { type: "button", body: { text: "Vamos?" }, action: { buttons } } }));
  const parameters = { flow_message_version: "3", flow_id: "1123581321", flow_cta: "Abrir", flow_token: "v_77" };
  const form = wamidOf(
    meta.send({ type: "interactive", interactive: { type: "flow", body: { text: "a" }, action: { name: "flow", parameters } } }),
  );
  const who = { number: NUMBER, wa_id: ANA };
  meta.act({ act: "tap", ...who, message: menu, tap: "y" });
  meta.act({ act: "tap", ...who, message: form, tap: "form", values: { nome: "Ana" } });
  expect(meta.act({ act: "tap", ...who, message: menu, tap: "x" })).toMatchObject({ refused: expect.any(String) });
  meta.act({ act: "react", ...who, message: menu, emoji: "❤️" });
  const own = meta.heard().messages[0]?.wamid ?? "";
  meta.act({ act: "edit", ...who, message: own, text: "olá" });
  meta.act({ act: "delete", ...who, message: own });
  const [, tap, filled, reaction, edit, revoke] = meta.heard().messages;
  expect(tap).toMatchObject({ type: "interactive", text: "Sim", data: { id: "y", context_wamid: menu } });
  expect(JSON.stringify(filled)).toContain("v_77");
  expect(reaction).toMatchObject({ type: "reaction", text: "❤️" });
  expect([edit, revoke]).toMatchObject([{ type: "edit", text: "olá" }, { type: "revoke" }]);
});

test("requests for a place and a number are drawn with their buttons, and tapped as on a phone; links and cards are drawn", () => {
  const meta = play();
  meta.act(say());
  const who = { number: NUMBER, wa_id: ANA };
  const interactive = (type: string, action: object, more: object = {}) =>
    meta.send({ type: "interactive", interactive: { type, body: { text: type }, action, ...more } });
  const wamidOf = ({ body }: { body: object }) => String(objectOf(listOf(objectOf(body)["messages"])[0])["id"]);
  const place = wamidOf(interactive("location_request_message", { name: "send_location" }));
  const number = wamidOf(interactive("request_contact_info", { name: "request_contact_info" }));
  const parameters = { display_text: "Abrir", url: "https://exemplo.com.br" };
  interactive("cta_url", { name: "cta_url", parameters }, { footer: { text: "fim" } });
  meta.send({ type: "contacts", contacts: [{ name: { formatted_name: "Rui", first_name: "Rui" }, phones: [{ phone: "190" }] }] });
  meta.send({ type: "location", location: { latitude: "1.5", longitude: 2, name: "Loja" } });
  const drawn = viewOf(meta.state(), NUMBER, meta.now())
    .contacts[0]?.chat.slice(1)
    .map(({ message, taps }) => ({ type: message.type, data: message.data, taps }));
  expect(drawn).toEqual([
    { type: "interactive", data: { kind: "location_request" }, taps: [] },
    { type: "interactive", data: { kind: "contact_request" }, taps: [] },
    { type: "interactive", data: { kind: "link", header: null, footer: "fim", button: "Abrir", url: parameters.url }, taps: [] },
    {
      type: "contacts",
      data: { contacts: [{ formatted_name: "Rui", first_name: "Rui", phones: [{ phone: "190" }], emails: [] }] },
      taps: [],
    },
    { type: "location", data: { latitude: 1.5, longitude: 2, name: "Loja" }, taps: [] },
  ]);
  meta.act({ act: "tap", ...who, message: place, tap: "location" });
  meta.act({ act: "tap", ...who, message: number, tap: "contact" });
  const [, sent, shared] = meta.heard().messages;
  expect(sent).toMatchObject({ type: "location", data: { latitude: -23.5614, context_wamid: place } });
  expect(shared).toMatchObject({ data: { contacts: [{ origin: "contact_request", phones: [{ wa_id: ANA }] }], context_wamid: number } });
});

test("media: uploaded, found, fetched by an address of five minutes, sent by id, deleted, gone after 30 days", () => {
  const meta = play();
  const upload = (form: object) => meta.request("POST", `${NUMBER}/media`, { upload: { product: "whatsapp", type: null, ...form } });
  const id = String(upload({ blob: blob("image/jpeg") }).body["id"]);
  expect(id).toMatch(/^\d{10,20}$/);
  expect(upload({ blob: { ...blob("image/jpeg"), size: 5 * 1024 * 1024 + 1 } })).toMatchObject({ code: 131053 });
  expect(upload({ blob: blob("application/octet-stream") })).toMatchObject({ code: 100 });
  expect(upload({ product: null, blob: blob("image/jpeg") })).toMatchObject({ code: 100 });
  const { url, ...rest } = meta.request("GET", id, { query: { phone_number_id: NUMBER } }).body;
  expect(rest).toEqual({ mime_type: "image/jpeg", sha256: "ab".repeat(32), file_size: "100", id, messaging_product: "whatsapp" });
  const secret = new URL(String(url)).searchParams.get("hash");
  const fetched = () => meta.on({ type: "download_requested", id, secret }).answer?.kind;
  expect(fetched()).toBe("bytes");
  meta.wait(5 * 60_000);
  expect(fetched()).toBe("json");
  expect(meta.send({ type: "image", image: { id } }).status).toBe(200);
  expect(meta.send({ type: "audio", audio: { id } })).toMatchObject({ code: 131053 });
  const song = String(upload({ blob: blob("audio/mpeg") }).body["id"]);
  expect(meta.send({ type: "audio", audio: { id: song, voice: true } })).toMatchObject({ code: 131053 });
  expect(meta.send({ type: "image", image: { id: "404" } })).toMatchObject({ code: 100 });
  expect(meta.request("GET", id, { query: { phone_number_id: "another" } })).toMatchObject({ code: 100 });
  meta.wait(30 * 24 * 3_600_000);
  expect(meta.send({ type: "template", template: { name: "novidades", language: { code: "pt_BR" } } }).status).toBe(200);
  expect(meta.request("GET", id)).toMatchObject({ code: 100 });
  const other = String(upload({ blob: blob("application/pdf") }).body["id"]);
  expect(meta.request("DELETE", other).body).toEqual({ success: true });
  expect(meta.request("GET", other)).toMatchObject({ code: 100 });
});

test("what the connection check asks, receipts, typing, and paths that nobody knows", () => {
  const meta = play();
  meta.act(say());
  expect(meta.request("GET", NUMBER, { query: { fields: "id,display_phone_number,platform_type" } }).body).toEqual({
    id: NUMBER,
    display_phone_number: "+551140000000",
    platform_type: "CLOUD_API",
  });
  const wamid = meta.heard().messages[0]?.wamid ?? "";
  const receipt = { messaging_product: "whatsapp", status: "read", message_id: wamid, typing_indicator: { type: "text" } };
  expect(meta.request("POST", `${NUMBER}/messages`, { json: receipt }).body).toEqual({ success: true });
  expect(meta.contact()).toMatchObject({ typingUntil: START + 25_000, chat: [{ status: "read" }] });
  expect(meta.request("POST", `${NUMBER}/messages`, { json: { ...receipt, message_id: "other" } })).toMatchObject({ code: 131009 });
  expect(meta.request("POST", `${NUMBER}/nothing`)).toMatchObject({ status: 404, code: 2500 });
  const closed = play({ openNumbers: false });
  expect(closed.text()).toMatchObject({ code: 100, body: { error: { error_subcode: 33, fbtrace_id: expect.any(String) } } });
});

describe("whatever the references list is read by our webhook", () => {
  test.each(Object.keys(MESSAGE_KINDS))("a message: %s", (kind) => {
    const meta = play();
    meta.act({ ...say(), kind, values: {} } as Act);
    expect(meta.heard().messages.length).toBe(1);
  });
  test.each(Object.keys(FIELD_KINDS))("a field: %s", (kind) => {
    const meta = play();
    meta.act({ act: "tell", number: NUMBER, wa_id: ANA, kind });
    const { messages, statuses, other } = meta.heard();
    if (kind !== "link_clicked") expect(messages.length + statuses.length + other.length).toBeGreaterThan(0);
  });
});

test("no id is given twice, and what state was given is never touched", () => {
  const meta = play();
  const ids = Array.from({ length: 200 }, (_, n) =>
    String(objectOf(listOf(meta.text("Oi", `+55119876${n + 10_000}`).body["messages"])[0])["id"]),
  );
  expect(new Set(ids).size).toBe(200);
});
