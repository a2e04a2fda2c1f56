import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

/** A service of speech to text over real HTTP, which responds as it is told. */
const answers: { status: number; body: unknown }[] = [];
const asked: { path: string; token: string | null; form: FormData }[] = [];
const service = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const form = await new Response(Buffer.concat(chunks), {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    asked.push({ path: request.url ?? "", token: request.headers.authorization ?? null, form });
    const { status, body } = answers.shift() ?? { status: 200, body: { text: " bom dia " } };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  })();
});
await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${(service.address() as AddressInfo).port}/v1`;
const server = await startTestServer({ WORKFLOW_TRANSCRIPTION_API_BASE: base, WORKFLOW_TRANSCRIPTION_API_KEY: "key-of-the-test" });
const { performTranscribe } = await import("./perform.ts");
const { postgresBlobs } = await import("../../media/postgres-blobs.ts");
afterAll(async () => {
  service.close();
  await server.close();
});

const BYTES = Buffer.from("OggS and what follows");
async function file(status = "kept"): Promise<string> {
  const [row] = await server.rows<{ id: string }>(
    "INSERT INTO media (kind, status, store, mime_type, size) VALUES ('audio', $1, 'postgres', 'audio/ogg', $2) RETURNING id",
    [status, BYTES.byteLength],
  );
  const id = row?.id ?? "";
  await postgresBlobs.put(
    id,
    (async function* () {
      yield BYTES;
    })(),
  );
  return id;
}
const of = (id: string | null) => performTranscribe({ media_id: id, mime_type: "audio/ogg", language: "pt" }, null);

test("the file goes to the service as its language has it, and its words come back", async () => {
  expect(await of(await file())).toEqual({ ok: true, text: "bom dia", simulated: false });
  const [{ path, token, form } = { path: "", token: "", form: new FormData() }] = asked;
  expect([path, token]).toEqual(["/v1/audio/transcriptions", "Bearer key-of-the-test"]);
  expect([form.get("model"), form.get("language"), form.get("response_format")]).toEqual(["whisper-1", "pt", "json"]);
  const sent = form.get("file") as File;
  expect([sent.name, sent.type, Buffer.from(await sent.arrayBuffer())]).toEqual(["voice.ogg", "audio/ogg", BYTES]);
});

test("a service that is busy is asked once more, and a refusal is none's second chance", async () => {
  answers.push({ status: 503, body: {} });
  expect(await of(await file())).toMatchObject({ ok: true, text: "bom dia" });
  answers.push({ status: 503, body: {} }, { status: 429, body: {} });
  expect(await of(await file())).toMatchObject({ ok: false, code: "busy" });
  answers.push({ status: 400, body: { error: { message: "no" } } });
  expect(await of(await file())).toMatchObject({ ok: false, code: "refused" });
  answers.push({ status: 200, body: { words: [] } });
  expect(await of(await file())).toMatchObject({ ok: false, code: "refused" });
});

test("a file that is not here is no words", async () => {
  expect(await of(null)).toMatchObject({ ok: false, code: "no_file" });
  expect(await of(await file("failed"))).toMatchObject({ ok: false, code: "no_file" });
  expect(await of("00000000-0000-4000-8000-000000000000")).toMatchObject({ ok: false, code: "no_file" });
});
