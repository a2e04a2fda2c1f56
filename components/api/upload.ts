import { type UploadedFile, uploadFileContract } from "#lib/api/media.ts";
import type { MediaKind } from "#lib/whatsapp/media-kinds.ts";
import { callWithFile } from "./call.ts";

/** Uploads a file that can be sent as this kind. @throws ApiRefusal */
export const upload = (file: File, kind: MediaKind): Promise<UploadedFile> =>
  callWithFile(uploadFileContract, { query: { kind, filename: file.name.slice(0, 240) } }, file);
