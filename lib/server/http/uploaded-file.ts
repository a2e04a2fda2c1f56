import { textOf } from "#lib/json/read-json.ts";
import type { Pieces } from "../platform/pieces.ts";
import { ApiError } from "../platform/api-error.ts";
import { sizeText } from "./json-body.ts";
import { boundaryOf, readFileOfForm } from "./multipart.ts";

/** What a form has around its file. */
export const MOST_FORM_BYTES = 64 * 1024;

interface UploadedBody {
  pieces: Pieces;
  filename: string | null;
  type: string | null;
  /** What the whole body is said to have. */
  declared: number | null;
}

/** The file that a request brings: the field `file` of a form, or the bytes themselves. @throws ApiError 400, 415 */
export async function fileIn(request: Request, filename: string | null): Promise<UploadedBody> {
  const length = Number(request.headers.get("content-length") ?? NaN);
  const declared = Number.isFinite(length) ? length : null;
  const type = request.headers.get("content-type");
  if (request.body === null) throw noFile();
  const body = request.body as unknown as Pieces;
  const boundary = boundaryOf(type);
  if (boundary === null) return { pieces: body, filename, type, declared };
  const file = await readFileOfForm(body, boundary);
  if (file === null) throw noFile();
  return { pieces: file.pieces, filename: filename ?? textOf(file.filename, 240), type: textOf(file.type, 240), declared };
}

/** `words`: what follows the limit in the detail. */
export const fileTooLarge = (most: number, words = "") =>
  new ApiError(413, `The file is larger than ${sizeText(most)}${words}.`, { code: "file-too-large", members: { limit: sizeText(most) } });

const noFile = () =>
  new ApiError(415, "There is no file in the body: send a form with the field `file`, or the bytes themselves.", { code: "no-file" });
