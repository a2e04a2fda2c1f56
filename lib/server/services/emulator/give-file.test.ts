import { afterAll, expect, test } from "vitest";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { SAMPLES } from "#lib/meta-emulator/serve/samples.ts";
import { startEmulator } from "#lib/meta-emulator/serve/server.ts";

/** Whoever plays a contact sends files of their own: bounded, known by their bytes, and told by Meta as any of a contact's. */

const SECRET = "emulator-key-of-the-files-test-0123456789";
const meta = await startEmulator({ keys: emulatorKeys(SECRET), webhookUrl: "http://127.0.0.1:1/webhook/whatsapp" });
Object.assign(process.env, { WORKFLOW_META_EMULATOR_URL: meta.url, WORKFLOW_META_EMULATOR_KEY: SECRET });
const { startTestApi } = await import("../../../../scripts/test-setup/api.ts");
const api = await startTestApi();
afterAll(async () => {
  await meta.close();
  await api.close();
});

const bytesOf = (type: string) => new Uint8Array(SAMPLES[type]?.bytes ?? []);
const give = (raw: Uint8Array, type: string, { number = "simulated", token = api.tokens.editor } = {}) =>
  api.call("POST", `/emulator/${number}/files`, { raw, token, headers: { "content-type": type } });
const say = (kind: string, values: object) =>
  api.call("POST", "/emulator", { json: { act: "say", number: "simulated", wa_id: "5511987650101", name: "Ana", kind, values } });

test("a file is known by its bytes, and arrives with them from the contact", async () => {
  const pdf = bytesOf("application/pdf");
  const { status, body } = await give(pdf, "image/png");
  expect([status, body.kind, body.mime_type]).toEqual([201, "document", "application/pdf"]);
  expect((await say("document", { file: body.id, filename: "boleto.pdf" })).status).toBe(200);
  const [said] = meta.state().numbers["simulated"]?.contacts["5511987650101"]?.chat ?? [];
  expect(said?.body).toMatchObject({
    type: "document",
    document: { id: body.id, mime_type: "application/pdf", filename: "boleto.pdf", sha256: expect.stringMatching(/^[A-Za-z0-9+/]+=$/) },
  });
  expect((await give(bytesOf("image/jpeg"), "application/octet-stream")).body).toMatchObject({ kind: "image" });
  expect((await give(bytesOf("audio/ogg"), "audio/ogg")).body).toMatchObject({ kind: "voice_note" });
  expect((await give(bytesOf("image/webp"), "image/webp")).body).toMatchObject({ kind: "sticker" });
});

test("what is too large, empty, of no kind or nobody's to give is refused", async () => {
  expect((await give(new Uint8Array(16 * 1024 * 1024 + 1), "text/plain")).status).toBe(413);
  expect((await give(new Uint8Array(), "text/plain")).status).toBe(415);
  const large = new Uint8Array(5 * 1024 * 1024 + 1);
  large.set(bytesOf("image/jpeg"));
  expect((await give(large, "image/jpeg")).status).toBe(409);
  expect((await give(bytesOf("image/jpeg"), "image/jpeg", { token: api.tokens.viewer })).status).toBe(403);
  await api.db.query("INSERT INTO channels (name, phone_number_id, access_token_encrypted) VALUES ('Real', '1001', 'v1.sealed')");
  expect((await give(bytesOf("image/jpeg"), "image/jpeg", { number: "1001" })).status).toBe(409);
  expect((await say("image", { file: "404" })).status).toBe(409);
});
