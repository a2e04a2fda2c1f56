import { setTimeout as sleep } from "node:timers/promises";
import { Readable } from "node:stream";
import { Agent, request as httpRequest } from "undici";
import type { TranscribeRequest, TranscribeResult } from "#lib/effects/transcribe/effect.ts";
import { objectOf, textOf } from "#lib/json/read-json.ts";
import { bareType } from "#lib/whatsapp/media-kinds.ts";
import { mediaId } from "#lib/api/media.ts";
import { blobs } from "../../media/blobs.ts";
import { findFile, type StoredFile } from "../../media/rows.ts";
import { env } from "../../platform/env.ts";
import { jsonOrText } from "../../platform/graph-url.ts";
import { log } from "../../platform/log.ts";
import type { CallOrigin } from "../call-origin.ts";

/** One try; a voice note of minutes takes a service some seconds. */
const TRY_MS = 60_000;
/** A second try where the service is busy, in trouble or out of reach. */
const AGAIN_MS = [1_000];
/** A file that is still on its way from Meta. */
const FILE_WAIT_MS = 20_000;
const LOOK_MS = 500;
const MAX_TEXT = 16_384;
const SIMULATED = "(transcrição simulada)";

const agent = new Agent({
  connections: 8,
  connect: { timeout: 5_000 },
  headersTimeout: TRY_MS,
  bodyTimeout: TRY_MS,
  maxResponseSize: 1024 * 1024,
});

const failed = (code: string, error: string): TranscribeResult => ({ ok: false, code, error });

/**
 * Has a voice note transcribed. Without a service the words are simulated where sends are simulated too. Never throws: a failure is a
 * result that the node leaves by `unclear`.
 * @param origin Null for somebody who tries it out.
 */
export async function performTranscribe(
  { media_id: id, language }: TranscribeRequest,
  origin: CallOrigin | null,
): Promise<TranscribeResult> {
  const base = env().WORKFLOW_TRANSCRIPTION_API_BASE;
  if (base === undefined)
    return origin?.simulated === false
      ? failed("not_configured", "WORKFLOW_TRANSCRIPTION_API_BASE is not set")
      : { ok: true, text: SIMULATED, simulated: true };
  try {
    const file = id !== null && mediaId.safeParse(id).success ? await whenHere(id) : null;
    if (file === null) return failed("no_file", "the file is not here");
    for (const pause of AGAIN_MS) {
      const tried = await ask(base, file, language);
      if (!("again" in tried)) return tried;
      await sleep(pause);
    }
    const last = await ask(base, file, language);
    return "again" in last ? failed(last.again, "the service could not do it now") : last;
  } catch (error) {
    log.error({ err: error, mediaId: id }, "a voice note could not be transcribed");
    return failed("unexpected", "the voice note could not be sent to the service");
  }
}

async function whenHere(id: string): Promise<StoredFile | null> {
  const until = performance.now() + FILE_WAIT_MS;
  for (;;) {
    const file = await findFile(id);
    if (file === null || file.status === "failed") return null;
    if (file.status === "kept") return file;
    if (performance.now() > until) return null;
    await sleep(LOOK_MS);
  }
}

/** File names by which services know the format. */
const ENDINGS: Readonly<Record<string, string>> = {
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/amr": "amr",
};

async function ask(base: string, file: StoredFile, language: string): Promise<TranscribeResult | { again: string }> {
  const { WORKFLOW_TRANSCRIPTION_API_KEY: key, WORKFLOW_TRANSCRIPTION_MODEL: model } = env();
  const type = bareType(file.mime_type ?? "audio/ogg");
  const boundary = `siga-${crypto.randomUUID()}`;
  const field = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const before = Buffer.from(
    `${field("model", model)}${field("language", language)}${field("response_format", "json")}--${boundary}\r\n` +
      `Content-Disposition: form-data; name="file"; filename="voice.${ENDINGS[type] ?? "ogg"}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const size = file.size ?? 0;
  async function* form(): AsyncGenerator<Uint8Array> {
    yield before;
    yield* blobs(file.store ?? "postgres").read(file.id, { from: 0, to: size - 1 });
    yield after;
  }
  let status: number;
  let text: string;
  try {
    const answer = await httpRequest(`${base.replace(/\/+$/, "")}/audio/transcriptions`, {
      method: "POST",
      dispatcher: agent,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "content-length": String(before.byteLength + size + after.byteLength),
      },
      body: Readable.from(form(), { objectMode: true, highWaterMark: 1 }),
      signal: AbortSignal.timeout(TRY_MS),
    });
    status = answer.statusCode;
    text = await answer.body.text();
  } catch (error) {
    return (error as Error).name === "TimeoutError" ? failed("timeout", "no answer in time") : { again: "network" };
  }
  if (status === 429 || status >= 500) return { again: status === 429 ? "busy" : "service_error" };
  const body = jsonOrText(text);
  const said = objectOf(body)["text"];
  if (status >= 200 && status <= 299 && typeof said === "string")
    return { ok: true, text: textOf(said.trim(), MAX_TEXT) ?? "", simulated: false };
  return failed("refused", `the service answered ${status}`);
}
