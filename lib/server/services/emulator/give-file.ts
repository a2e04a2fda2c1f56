import { request as httpRequest } from "undici";
import { type giveFileContract, MOST_PLAYED_BYTES } from "#lib/api/emulator.ts";
import { idOf, objectOf } from "#lib/json/read-json.ts";
import type { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { readBody } from "../../http/read-body.ts";
import { acceptedType } from "../../media/file-facts.ts";
import { fileTooLarge } from "../../http/uploaded-file.ts";
import { ApiError, conflict } from "../../platform/api-error.ts";
import { checkSimulated, requiredEmulator } from "./emulator.ts";

const PATIENCE_MS = 20_000;

type GivenFile = z.output<typeof giveFileContract.response>;

/**
 * A file of whoever plays a contact, brought to the emulated Meta, from where it comes as any of a contact's: fetched, checked and kept.
 * @throws ApiError 404 (no emulator), 409, 413, 415
 */
export async function giveFile(actor: Actor, number: string, request: Request): Promise<GivenFile> {
  allow(actor, "executions:write");
  const { graphBase, token } = requiredEmulator();
  await checkSimulated(number);
  const bytes = await readBody(request, MOST_PLAYED_BYTES);
  if (bytes === null) throw fileTooLarge(MOST_PLAYED_BYTES);
  if (bytes.byteLength === 0) throw new ApiError(415, "There is no file in the body: send the bytes themselves.", { code: "no-file" });
  // By its bytes: what a browser says of a file is its name's.
  const said = request.headers.get("content-type");
  const mimeType = (await acceptedType("document", bytes.subarray(0, 64 * 1024), said)) ?? "application/octet-stream";
  const boundary = `siga-${crypto.randomUUID()}`;
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\nContent-Type: ${mimeType}\r\n\r\n`;
  const response = await httpRequest(`${graphBase}/${encodeURIComponent(number)}/media`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const answer = objectOf(await response.body.json());
  const id = idOf(answer["id"], 64);
  if (id !== null) return { id, kind: kindOf(mimeType), mime_type: mimeType };
  const why = objectOf(objectOf(answer["error"])["error_data"])["details"];
  throw conflict(
    "emulator-refused",
    `The emulated Meta does not take the file: ${typeof why === "string" ? why : `it answered ${response.statusCode}.`}`,
  );
}

/** As WhatsApp sends it. */
function kindOf(mimeType: string): GivenFile["kind"] {
  if (mimeType === "image/webp") return "sticker";
  if (/^image\/(jpeg|png)$/.test(mimeType)) return "image";
  if (mimeType === "audio/ogg") return "voice_note";
  if (mimeType.startsWith("audio/")) return "audio";
  return /^video\/(mp4|3gpp)$/.test(mimeType) ? "video" : "document";
}
