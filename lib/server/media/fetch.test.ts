import { randomBytes } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { SAMPLES } from "#lib/meta-emulator/serve/samples.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { type FakeFile, PIECE, startMediaServer } from "../../../scripts/fakes/media-server.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

/** What contacts send comes here from Meta: streamed, checked, tried again, and told to their conversations. */

const JPEG = SAMPLES["image/jpeg"]?.bytes ?? Buffer.alloc(0);
const files: Record<string, FakeFile> = {};
const meta = await startMediaServer(files);
const stranger = await startMediaServer({});
const server = await startTestServer({
  WORKFLOW_WHATSAPP_API_BASE_URL: meta.url,
  NEXTAUTH_SECRET: "a secret of the media tests 0123456789",
});
const { receive } = await import("../inbound/receive.ts");
const { fetchFile } = await import("./fetch.ts");
const { recoverFiles } = await import("./recover.ts");
const { postgresBlobs } = await import("./postgres-blobs.ts");
const { createAdvancer } = await import("../advance/advance.ts");
const { isOwnLink } = await import("./link.ts");
const position = { x: 0, y: 0 };
const graph: FlowGraph = {
  nodes: [
    { id: "ask", name: "Ask", node_type: "wait_for_input", config: { question: "Foto?", expect: "file", context_key: "photo" }, position },
    { id: "say", name: "Say", node_type: "send_message", config: { message: "{{ photo.size }} {{ photo.mime_type }}" }, position },
  ],
  transitions: [{ id: "t", from: "ask", to: "say", exit: "next", condition: null }],
  start: "ask",
};
const { flowId } = await server.publish(graph);
await server.channel({ phoneNumberId: "1001", flowId });
const advance = createAdvancer({ sender: () => undefined, timers: () => undefined });
afterAll(async () => {
  await Promise.all([meta.close(), stranger.close()]);
  await server.close();
});

let next = 0;
const newPhone = () => `55119876${String((next += 1)).padStart(5, "0")}`;

async function say(from: string, message: object): Promise<string> {
  const wamid = `wamid.${(next += 1)}`;
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551140000001", phone_number_id: "1001" },
    contacts: [{ wa_id: from, profile: { name: "Ana" } }],
    messages: [{ from, id: wamid, timestamp: String(Math.floor(Date.now() / 1000)), ...message }],
  };
  await receive(
    parseWebhook({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field: "messages", value }] }] }, Date.now()),
  );
  return wamid;
}

async function sends(kind: string, id: string, file: FakeFile, more: object = {}, from = newPhone()) {
  files[id] = file;
  const wamid = await say(from, {
    type: kind,
    [kind]: { id, mime_type: file.mimeType ?? "image/jpeg", url: "https://lookaside.example/x", ...more },
  });
  return { wamid, from, ...(await rowOf(wamid)) };
}

async function rowOf(wamid: string) {
  const [row] = await server.rows<{
    id: string;
    status: string;
    reason: string | null;
    mime_type: string;
    size: number;
    data: Record<string, unknown>;
    contact_id: number;
  }>(
    `SELECT f.id, f.status, f.reason, f.mime_type, f.size, m.data, m.contact_id FROM media f
      JOIN messages m ON m.id = f.message_id WHERE m.wamid = $1`,
    [wamid],
  );
  if (row === undefined) throw new Error("no file was noted");
  return row;
}
const again = (id: string) => server.rows("UPDATE media SET not_before = NULL WHERE id = $1", [id]);
const stored = async (id: string, size: number) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of postgresBlobs.read(id, { from: 0, to: size - 1 })) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces);
};

test("a picture is fetched with the token, checked and kept; the message tells its size and our own link, never Meta's", async () => {
  const { wamid, id, data } = await sends(
    "image",
    "100001",
    { bytes: JPEG },
    { sha256: SAMPLES["image/jpeg"]?.blob.sha256, caption: "olha" },
  );
  expect(data).toMatchObject({ id: "100001", media_id: id, size: null });
  const link = new URL(String(data["url"]));
  expect(link.pathname).toBe(`/media/${id}`);
  expect(isOwnLink(id, link.searchParams.get("expires"), link.searchParams.get("signature"))).toBe(true);
  expect(isOwnLink(id, String(Number(link.searchParams.get("expires")) + 1), link.searchParams.get("signature"))).toBe(false);
  expect(isOwnLink(id, link.searchParams.get("expires"), link.searchParams.get("signature"), Date.now() + 25 * 3_600_000)).toBe(false);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "kept", reason: null, mime_type: "image/jpeg", size: JPEG.byteLength });
  expect((await rowOf(wamid)).data).toMatchObject({ size: JPEG.byteLength, url: data["url"] });
  expect(await stored(id, JPEG.byteLength)).toEqual(JPEG);
  expect(meta.requests.filter(({ path }) => path.includes("100001")).map(({ path, token }) => [path, token])).toEqual([
    ["/100001?phone_number_id=1001", "test-token"],
    ["/files/100001", "test-token"],
  ]);
});

test("a conversation hears of a file once it is here, with its size; what came after it waits behind it", async () => {
  const from = newPhone();
  await say(from, { type: "text", text: { body: "oi" } });
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [from]);
  const contactId = contact?.id ?? 0;
  const texts = async () =>
    (
      await server.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [
        contactId,
      ])
    ).map(({ text }) => text);
  await advance([contactId]);
  expect(await texts()).toEqual(["Foto?"]);
  const { id } = await sends("image", "100002", { bytes: JPEG }, {}, from);
  await say(from, { type: "text", text: { body: "pronto" } });
  await advance([contactId]);
  expect(await texts()).toEqual(["Foto?"]);
  await fetchFile(id, "w");
  await advance([contactId]);
  expect((await texts()).slice(0, 2)).toEqual(["Foto?", `${JPEG.byteLength} image/jpeg`]);
});

test("one whose file does not come in time is heard without", async () => {
  const from = newPhone();
  await say(from, { type: "text", text: { body: "oi" } });
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [from]);
  await advance([contact?.id ?? 0]);
  await sends("image", "100003", { bytes: JPEG }, {}, from);
  expect(
    await server.rows("SELECT FROM pgboss.job WHERE name = 'advance' AND data->'contactIds' @> $1::jsonb AND start_after > now()", [
      JSON.stringify([contact?.id]),
    ]),
  ).toHaveLength(1);
  await server.rows("UPDATE mailbox SET held_until = now() WHERE held_until IS NOT NULL");
  await advance([contact?.id ?? 0]);
  expect(
    await server.rows("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [contact?.id]),
  ).toMatchObject([{ text: "Foto?" }, { text: " image/jpeg" }]);
});

test.each<[reason: string, file: FakeFile, kind: string]>([
  ["foreign_host", { bytes: JPEG, says: { url: `${stranger.url}/files/1` } }, "image"],
  ["redirected", { bytes: JPEG, downloads: [{ status: 302, location: `${stranger.url}/x` }] }, "image"],
  ["too_large", { bytes: JPEG, says: { file_size: 6 * 1024 * 1024 } }, "image"],
  ["too_large", { megabytes: 6, says: { file_size: 10 } }, "image"],
  ["wrong_type", { bytes: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>") }, "image"],
  ["wrong_type", { bytes: SAMPLES["application/pdf"]?.bytes ?? Buffer.alloc(0) }, "image"],
  ["wrong_type", { bytes: JPEG, mimeType: "audio/ogg" }, "audio"],
])("what can not be right fails for good and says why: %s %#", async (reason, file, kind) => {
  const { wamid, id } = await sends(kind, String(200_000 + (next += 1)), file);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "failed", reason, data: { url: null } });
  expect(await server.rows("SELECT FROM media_chunks WHERE media_id = $1", [id])).toEqual([]);
  // The token went nowhere else.
  expect(stranger.requests).toEqual([]);
});

test.each<[reason: string, file: FakeFile]>([
  ["unreachable", { bytes: JPEG, lookups: [{ status: 500, body: {} }] }],
  ["refused", { bytes: JPEG, lookups: [{ status: 401, body: { error: { code: 190, message: "expired" } } }] }],
  ["gone", { bytes: JPEG, lookups: [{ status: 400, body: { error: { code: 100, message: "Unsupported get request" } } }] }],
  ["gone", { bytes: JPEG, downloads: [{ status: 404 }] }],
  ["unreachable", { bytes: JPEG, downloads: [{ status: 503 }] }],
])("what may come right is tried again after a while: %s %#", async (reason, file) => {
  const { wamid, id } = await sends("image", String(300_000 + (next += 1)), file);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "pending", reason });
  // Not before its time.
  await server.rows("UPDATE media SET not_before = now() + interval '1 h' WHERE id = $1", [id]);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "pending" });
  await again(id);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "kept", reason: null });
});

test("bytes that are not those that Meta promised are not kept, by either spelling of their hash", async () => {
  for (const sha256 of [randomBytes(32).toString("hex"), randomBytes(32).toString("base64")]) {
    const { wamid, id } = await sends("image", String(400_000 + (next += 1)), { bytes: JPEG }, { sha256 });
    for (let tries = 0; tries < 3; tries += 1) {
      await again(id);
      await fetchFile(id, "w");
    }
    expect(await rowOf(wamid)).toMatchObject({ status: "failed", reason: "hash_mismatch" });
  }
  const { blob } = SAMPLES["image/jpeg"] ?? { blob: { sha256: "" } };
  const { wamid, id } = await sends("image", "400999", { bytes: JPEG }, { sha256: Buffer.from(blob.sha256, "hex").toString("base64") });
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "kept" });
});

test("a worker that dies in between loses nothing: the sweep has another one fetch it, and the late one changes nothing", async () => {
  const { wamid, id } = await sends("image", "500001", { bytes: JPEG });
  await server.rows("UPDATE media SET status = 'fetching', worker_id = 'dead', started_at = now() WHERE id = $1", [id]);
  await server.rows("DELETE FROM pgboss.job WHERE name = 'media'");
  await server.rows("INSERT INTO workers (id) VALUES ('dead')");
  expect(await recoverFiles({ pendingSeconds: 60, deadSeconds: 12 })).toBe(0);
  await server.rows("DELETE FROM workers");
  expect(await recoverFiles({ pendingSeconds: 60, deadSeconds: 12 })).toBe(1);
  expect(await server.rows("SELECT data FROM pgboss.job WHERE name = 'media'")).toEqual([{ data: { mediaId: id } }]);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "kept" });
});

test("a file that came while the database was away is kept when it is back", async () => {
  const { wamid, id } = await sends("image", "500002", { bytes: JPEG });
  const fetching = fetchFile(id, "w");
  while (!meta.requests.some(({ path }) => path === "/files/500002")) await new Promise(setImmediate);
  await server.rows("ALTER TABLE mailbox RENAME TO away");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server.rows("ALTER TABLE away RENAME TO mailbox");
  await fetching;
  expect(await rowOf(wamid)).toMatchObject({ status: "kept" });
  expect(meta.requests.filter(({ path }) => path === "/files/500002")).toHaveLength(1);
});

test("a refusal that Meta tells later is followed by a text with the link, once, where the author wants that", async () => {
  const from = newPhone();
  await say(from, { type: "text", text: { body: "oi" } });
  const insert = (wamid: string, fallback: boolean) =>
    server.rows(
      `INSERT INTO messages (channel_id, contact_id, direction, type, text, data, status, wamid, opaque)
       SELECT channel_id, id, 'outbound', 'image', 'Oi', $2, 'sent', $3, $3 FROM contacts WHERE wa_id = $1`,
      [from, JSON.stringify({ media: null, link: "https://example.com/a.jpg", fallback_link: fallback }), wamid],
    );
  await insert("wamid.wanted", true);
  await insert("wamid.unwanted", false);
  const statuses = ["wamid.wanted", "wamid.unwanted", "wamid.wanted"].map((id) => ({
    ...{ id, status: "failed", timestamp: String(Math.floor(Date.now() / 1000)), recipient_id: from },
    errors: [{ code: 131053, title: "Media upload error" }],
  }));
  const value = { messaging_product: "whatsapp", metadata: { display_phone_number: "551140000001", phone_number_id: "1001" }, statuses };
  const body = { object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field: "messages", value }] }] };
  for (let copies = 0; copies < 2; copies += 1) await receive(parseWebhook(body, Date.now()));
  expect(
    await server.rows(
      `SELECT type, text, m.status FROM messages m JOIN contacts c ON c.id = m.contact_id
        WHERE c.wa_id = $1 AND direction = 'outbound' ORDER BY m.id`,
      [from],
    ),
  ).toEqual([
    { type: "image", text: "Oi", status: "failed" },
    { type: "image", text: "Oi", status: "failed" },
    { type: "text", text: "Oi\nhttps://example.com/a.jpg", status: "queued" },
  ]);
});

test("a file of 100 MB passes in flat memory", async () => {
  const { wamid, id } = await sends("document", "600001", { megabytes: 100, mimeType: "application/zip" }, { filename: "tudo.zip" });
  // What is still needed, without what is only not swept yet: how much that is depends on how busy the machine is.
  setFlagsFromString("--expose-gc");
  const sweepUp = runInNewContext("gc") as () => void;
  const used = () => {
    sweepUp();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, used())), 100);
  await fetchFile(id, "w");
  expect(await rowOf(wamid)).toMatchObject({ status: "kept", size: 100 * PIECE.byteLength });
  let read = 0;
  for await (const piece of postgresBlobs.read(id, { from: 0, to: 100 * PIECE.byteLength - 1 })) read += piece.byteLength;
  clearInterval(watch);
  expect(read).toBe(100 * PIECE.byteLength);
  // Far below the file itself, although this process also plays Meta, and what is under way between the two depends on how busy it is.
  expect((most - before) / (1024 * 1024)).toBeLessThan(75);
}, 120_000);
