import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { SAMPLES } from "#lib/meta-emulator/serve/samples.ts";
import { startMediaServer } from "../../../../scripts/fakes/media-server.ts";

/** Files in and out over REST and by link, and their way to Meta with the message that sends them. */

const meta = await startMediaServer({});
process.env.WORKFLOW_WHATSAPP_API_BASE_URL = meta.url;
process.env.NEXTAUTH_SECRET = "a secret of the media tests 0123456789";
const { startTestApi } = await import("../../../../scripts/test-setup/api.ts");
const api = await startTestApi();
const { POST } = await import("../../../../app/api/v1/media/route.ts");
const { GET } = await import("../../../../app/api/v1/media/[id]/route.ts");
const linked = await import("../../../../app/media/[id]/route.ts");
const { mediaLink } = await import("../../media/link.ts");
const { performUpload } = await import("../../media/upload.ts");
const { recoverUploads } = await import("../../media/recover.ts");
const { encryptSecret } = await import("../../platform/crypto.ts");
const { fallbackText } = await import("../../media/fallback.ts");
const { sendWithFile } = await import("../../effects/send_message/send-file.ts");
afterAll(async () => {
  await meta.close();
  await api.close();
});

const rows = async <Row extends object>(sql: string, values: unknown[] = []) => (await api.db.query<Row>(sql, values)).rows;
const bytesOf = (type: string) => SAMPLES[type]?.bytes ?? Buffer.alloc(0);
const JPEG = bytesOf("image/jpeg");
const none = { params: Promise.resolve({}) };

async function upload(
  body: BodyInit,
  { query = "", token = api.tokens.editor, type }: { query?: string; token?: string; type?: string } = {},
) {
  const headers = { authorization: `Bearer ${token}`, ...(type !== undefined && { "content-type": type }) };
  const response = await POST(
    new Request(`http://siga.test/api/v1/media${query}`, { method: "POST", headers, body, duplex: "half" } as RequestInit),
    none,
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const uploadedId = async (bytes: Buffer, type: string, query = "") =>
  String((await upload(new Uint8Array(bytes), { type, query })).body["id"]);

const get = (id: string, headers: Record<string, string> = {}, token = api.tokens.viewer) =>
  GET(new Request(`http://siga.test/api/v1/media/${id}`, { headers: { authorization: `Bearer ${token}`, ...headers } }), {
    params: Promise.resolve({ id }),
  });
const follow = (url: string) => {
  const id = new URL(url).pathname.split("/").at(-1) ?? "";
  return linked.GET(new Request(url), { params: Promise.resolve({ id }) });
};

function form(...parts: [name: string, value: string | Blob, filename?: string][]): FormData {
  const data = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === "string") data.append(name, value);
    else data.append(name, value, filename);
  }
  return data;
}

test("a file comes as a form or as it is, is known by its bytes, and comes back as it was", async () => {
  const asForm = await upload(form(["note", "x"], ["file", new Blob([new Uint8Array(JPEG)], { type: "text/html" }), "cardápio.jpg"]));
  expect(asForm).toMatchObject({
    status: 201,
    body: { mime_type: "image/jpeg", filename: "cardápio.jpg", size: JPEG.byteLength, kinds: ["image", "document"] },
  });
  const asBytes = await upload(new Uint8Array(JPEG), { type: "application/octet-stream", query: "?filename=a.jpg&kind=image" });
  expect(asBytes).toMatchObject({ status: 201, body: { mime_type: "image/jpeg", filename: "a.jpg", sha256: asForm.body["sha256"] } });
  // Who uploaded what is told; of what was refused nothing is.
  expect(await rows("SELECT object_id, details FROM audit_log WHERE action = 'media.uploaded' ORDER BY id")).toEqual(
    [asForm, asBytes].map(({ body }) => ({
      object_id: body["id"],
      details: { name: body["filename"], mime_type: "image/jpeg", size: JPEG.byteLength },
    })),
  );
  for (const { body } of [asForm, asBytes]) {
    const response = await get(String(body["id"]));
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(JPEG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
      "accept-ranges": "bytes",
    });
    expect(response.headers.get("content-disposition")).toMatch(/^inline; filename="card_pio.jpg"|^inline; filename="a.jpg"/);
  }
});

test("what a form says of its file is kept without what can not be stored, and a text is no picture whatever it is called", async () => {
  const form = (name: string, type: string) =>
    `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n<script>alert(1)</script>\r\n--x--\r\n`;
  const type = "multipart/form-data; boundary=x";
  const named = await upload(form(`a\0${"b".repeat(238)}😀.png`, "image/p\0ng"), { type });
  expect(named).toMatchObject({ status: 201, body: { filename: `a${"b".repeat(238)}`, mime_type: "text/plain", kinds: ["document"] } });
  for (const [said, kept] of [
    ["image/png", "text/plain"],
    ["video/mp4", "text/plain"],
    ["image/svg+xml", "image/svg+xml"],
    ["text/csv", "text/csv"],
  ])
    expect((await upload(form("a", String(said)), { type })).body["mime_type"]).toBe(kept);
});

test("a form of many megabytes is cut at its boundary and nowhere else, wherever its pieces end", async () => {
  const bytes = Buffer.alloc(3 * 1024 * 1024, "\r\n--siga-not-the-boundary\r\n");
  const boundary = "siga-not-the-boundary-but-this";
  const whole = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="x.bin"\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  async function* pieces() {
    for (let at = 0; at < whole.byteLength; at += 65_537) yield new Uint8Array(whole.subarray(at, at + 65_537));
  }
  const { status, body } = await upload(Readable.toWeb(Readable.from(pieces())) as unknown as BodyInit, {
    type: `multipart/form-data; boundary=${boundary}`,
  });
  expect([status, body["size"], body["filename"]]).toEqual([201, bytes.byteLength, "x.bin"]);
  expect(Buffer.from(await (await get(String(body["id"]))).arrayBuffer()).equals(bytes)).toBe(true);
});

test.each([
  ["an empty one", 422, new Uint8Array(0), { type: "image/jpeg" }],
  ["one of the wrong kind", 422, new Uint8Array(bytesOf("application/pdf")), { type: "image/jpeg", query: "?kind=image" }],
  ["one that is too large for its kind", 413, new Uint8Array(501 * 1024), { type: "image/webp", query: "?kind=sticker" }],
  ["a form without a file", 415, form(["a", "b"]), {}],
  [
    "a form that is broken off",
    400,
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    { type: "multipart/form-data; boundary=x" },
  ],
  ["a kind that there is not", 400, new Uint8Array(JPEG), { type: "image/jpeg", query: "?kind=gif" }],
] as const)("%s is refused, and nothing of it stays", async (_, status, body, options) => {
  const before = await rows("SELECT id FROM media");
  expect((await upload(body, options)).status).toBe(status);
  expect(await rows("SELECT id FROM media")).toEqual(before);
});

test("who may not write flows uploads nothing, and nobody sees a file without a token or a link of ours", async () => {
  expect((await upload(new Uint8Array(JPEG), { token: api.tokens.viewer })).status).toBe(403);
  const id = await uploadedId(JPEG, "image/jpeg");
  expect((await get(id, {}, "siga_wrong")).status).toBe(401);
  const link = mediaLink(id) ?? "";
  expect((await follow(link)).status).toBe(200);
  const other = await uploadedId(JPEG, "image/jpeg");
  for (const bad of [
    link.replace(id, other),
    link.replace(/signature=.*/, ""),
    link.replace(/expires=\d/, "expires=9"),
    mediaLink(id, Date.now() - 25 * 3_600_000) ?? "",
  ])
    expect((await follow(bad)).status, bad).toBe(404);
  await rows("DELETE FROM media WHERE id = $1", [id]);
  expect((await follow(link)).status).toBe(404);
  expect(await rows("SELECT FROM media_chunks WHERE media_id = $1", [id])).toEqual([]);
});

test("what could hold a script is an attachment of bytes, whatever it was called", async () => {
  for (const [text, type] of [
    ["<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "image/svg+xml"],
    ["<html><script>1</script></html>", "text/html"],
  ] as const) {
    const id = await uploadedId(Buffer.from(text), type, "?filename=x.html");
    const { headers } = await get(id);
    expect([headers.get("content-type"), headers.get("content-disposition")?.split(";")[0]]).toEqual([
      "application/octet-stream",
      "attachment",
    ]);
  }
});

test("a part of a file is what was asked for, and one beyond its end is refused", async () => {
  const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, n) => n % 251));
  const id = await uploadedId(bytes, "application/octet-stream");
  const part = async (range: string) => {
    const response = await get(id, { range });
    return [response.status, response.headers.get("content-range"), Buffer.from(await response.arrayBuffer())] as const;
  };
  expect(await part("bytes=262140-262150")).toEqual([206, "bytes 262140-262150/600000", bytes.subarray(262_140, 262_151)]);
  expect(await part("bytes=599990-")).toEqual([206, "bytes 599990-599999/600000", bytes.subarray(599_990)]);
  expect(await part("bytes=-10")).toEqual([206, "bytes 599990-599999/600000", bytes.subarray(599_990)]);
  expect((await get(id, { range: "bytes=600000-" })).status).toBe(416);
  expect((await get(id, { range: "lines=1-2" })).status).toBe(200);
});

// To Meta

let next = 0;
async function channel(): Promise<number> {
  const number = `77${(next += 1)}`;
  const [row] = await rows<{ id: number }>("INSERT INTO channels (name, phone_number_id) VALUES ($1, $1) RETURNING id", [number]);
  const id = row?.id ?? 0;
  await rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [id, encryptSecret("test-token", { table: "channels", id })]);
  return id;
}
const message = (channelId: number, data: object, type = "image", text = "Oi") =>
  ({ channel_id: channelId, type, text, data: { media: null, link: null, fallback_link: false, ...data } }) as unknown as Parameters<
    typeof sendWithFile
  >[0];
const accepted = { outcome: { kind: "sent", wamid: "w", waId: null, userId: null }, answer: null } as const;
const refused = (code: number) =>
  ({
    outcome: {
      kind: "failed",
      errorClass: code === 131053 ? "media" : "request",
      code,
      title: "no",
      details: null,
      retryAfterSeconds: null,
      scope: "message",
      mend: null,
    },
    answer: null,
  }) as const;
type Post = Parameters<typeof sendWithFile>[1];

/** Uploads as the job does, while a message waits, and sends that again as its queue does. */
const whileUploading = async (channelId: number, id: string, work: () => ReturnType<typeof sendWithFile>) => {
  for (;;) {
    let isOver = false;
    const ended = work().finally(() => (isOver = true));
    while (!isOver) {
      await performUpload(channelId, id, "w");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const result = await ended;
    if (result.outcome.kind !== "retry") return result;
  }
};

test("a file is uploaded once a channel, as Meta wants it, and used again by its id", async () => {
  const [one, two] = [await channel(), await channel()];
  const id = await uploadedId(bytesOf("audio/ogg"), "audio/ogg", "?filename=nota.ogg");
  meta.uploads.length = 0;
  const sent: unknown[] = [];
  const post: Post = async (part) => {
    sent.push(part.data);
    return accepted;
  };
  await whileUploading(one, id, () => sendWithFile(message(one, { media: id }, "audio", ""), post));
  await sendWithFile(message(one, { media: id }, "audio", ""), post);
  expect(meta.uploads).toHaveLength(1);
  expect(meta.uploads[0]).toMatchObject({
    fields: { messaging_product: "whatsapp", type: "audio/ogg" },
    file: { name: "nota.ogg", type: "audio/ogg", bytes: bytesOf("audio/ogg") },
  });
  expect(sent).toEqual([
    { ...message(one, { media: id }).data, meta_id: "9000000" },
    { ...message(one, { media: id }).data, meta_id: "9000000" },
  ]);
  await whileUploading(two, id, () => sendWithFile(message(two, { media: id }, "audio", ""), post));
  expect(meta.uploads).toHaveLength(2);
  // Near its end it is brought there anew.
  await rows("UPDATE media_uploads SET expires_at = now() + interval '1 minute' WHERE channel_id = $1", [two]);
  await whileUploading(two, id, () => sendWithFile(message(two, { media: id }, "audio", ""), post));
  expect(meta.uploads).toHaveLength(3);
});

test("while it is on its way the message waits in the queue; a dead worker's upload is taken up by another", async () => {
  const one = await channel();
  const id = await uploadedId(JPEG, "image/jpeg");
  const { outcome } = await sendWithFile(message(one, { media: id }), async () => accepted);
  expect(outcome).toMatchObject({ kind: "retry", scope: "message" });
  await rows("UPDATE media_uploads SET status = 'uploading', worker_id = 'dead', started_at = now() WHERE channel_id = $1", [one]);
  expect(await recoverUploads({ pendingSeconds: 60, deadSeconds: 12 })).toBe(1);
  await performUpload(one, id, "another");
  expect((await sendWithFile(message(one, { media: id }), async () => accepted)).outcome.kind).toBe("sent");
});

test("while the database is away nobody's message fails for its file, and what Meta said of the file is stored when it is back", async () => {
  const one = await channel();
  const id = await uploadedId(JPEG, "image/jpeg");
  const away = (from: string, to: string) => rows(`ALTER TABLE ${from} RENAME TO ${to}`);
  await away("media_uploads", "media_uploads_away");
  expect((await sendWithFile(message(one, { media: id }), async () => accepted)).outcome).toMatchObject({
    kind: "retry",
    scope: "message",
  });
  await away("media_uploads_away", "media_uploads");
  await sendWithFile(message(one, { media: id }), async () => accepted);
  // Gone once the file is at Meta, and back a moment later.
  const before = meta.uploads.length;
  const bringing = performUpload(one, id, "w");
  while (meta.uploads.length === before) await new Promise(setImmediate);
  await away("media_uploads", "media_uploads_away");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await away("media_uploads_away", "media_uploads");
  await bringing;
  expect((await sendWithFile(message(one, { media: id }), async () => accepted)).outcome.kind).toBe("sent");
  expect(meta.uploads).toHaveLength(before + 1);
});

test("waiting for a file that is on its way here is no try of bringing it to Meta", async () => {
  const one = await channel();
  const id = await uploadedId(JPEG, "image/jpeg");
  await rows("UPDATE media SET status = 'fetching' WHERE id = $1", [id]);
  await sendWithFile(message(one, { media: id }), async () => accepted);
  const again = () => rows("UPDATE media_uploads SET not_before = now() WHERE media_id = $1", [id]);
  for (let looks = 0; looks < 20; looks += 1) {
    await again();
    await performUpload(one, id, "w");
  }
  await rows("UPDATE media SET status = 'kept' WHERE id = $1", [id]);
  meta.state.refuseUploads.push({ status: 503, body: {} });
  await again();
  await performUpload(one, id, "w");
  expect(await rows("SELECT status, attempts FROM media_uploads WHERE media_id = $1", [id])).toEqual([{ status: "pending", attempts: 1 }]);
});

test("an id that Meta has forgotten is made anew, once it is old enough to be forgotten", async () => {
  const one = await channel();
  const id = await uploadedId(JPEG, "image/jpeg");
  await whileUploading(one, id, () => sendWithFile(message(one, { media: id }), async () => accepted));
  expect((await sendWithFile(message(one, { media: id }), async () => refused(100))).outcome).toMatchObject({ kind: "failed", code: 100 });
  await rows("UPDATE media_uploads SET uploaded_at = now() - interval '1 day' WHERE channel_id = $1", [one]);
  expect((await sendWithFile(message(one, { media: id }), async () => refused(100))).outcome).toMatchObject({ kind: "retry" });
  const before = meta.uploads.length;
  await whileUploading(one, id, () => sendWithFile(message(one, { media: id }), async () => accepted));
  expect(meta.uploads).toHaveLength(before + 1);
});

test("what Meta refuses is sent as a text with the link where the author wants that, and fails where not", async () => {
  const one = await channel();
  const id = await uploadedId(JPEG, "image/jpeg");
  const texts: string[] = [];
  const post: Post = async ({ type, text }) => {
    if (type !== "text") return refused(131053);
    texts.push(text);
    return accepted;
  };
  const link = "https://example.com/a.jpg";
  expect((await sendWithFile(message(one, { link, fallback_link: true }), post)).outcome.kind).toBe("sent");
  expect((await sendWithFile(message(one, { link }), post)).outcome).toMatchObject({ kind: "failed", code: 131053 });
  meta.state.refuseUploads.push({ status: 400, body: { error: { code: 131053, message: "Media upload error" } } });
  expect((await whileUploading(one, id, () => sendWithFile(message(one, { media: id, fallback_link: true }), post))).outcome.kind).toBe(
    "sent",
  );
  expect(texts).toEqual([`Oi\n${link}`, expect.stringMatching(new RegExp(`^Oi\nhttp.*/media/${id}\\?expires=\\d+&signature=`))]);
  expect((await sendWithFile(message(one, { media: id }), post)).outcome).toMatchObject({ kind: "failed", code: 131053 });
  expect(fallbackText("", { fallback_link: false, link })).toBeNull();
});

test("a file that is gone fails its message with a word", async () => {
  const one = await channel();
  const id = "00000000-0000-4000-8000-000000000000";
  expect((await sendWithFile(message(one, { media: id }), async () => accepted)).outcome).toMatchObject({
    kind: "failed",
    title: "The file is not there any more.",
  });
});
