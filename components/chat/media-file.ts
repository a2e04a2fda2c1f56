import type { Locale } from "#lib/i18n/locale.ts";
import type { ChatMessage } from "./drawing.tsx";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface FileState {
  /** Where it can be had; null while it is not here. */
  src: string | null;
  filename: string | null;
  size: number | null;
  /** Why it never came: a word of the server's. */
  problem: string | null;
  isComing: boolean;
}

/** What a message's data says of its file: of one that the contact sent (`media_id`), or one that we send (`media`). */
export function fileStateOf(data: ChatMessage["data"]): FileState {
  const { media_id: received, media: sent, media_status: status, media_reason: reason, filename, size } = data ?? {};
  const id = [received, sent].find((each): each is string => typeof each === "string" && ID.test(each));
  const isHere = id !== undefined && (id !== received || status === "kept");
  return {
    src: isHere ? `/api/v1/media/${id}` : null,
    filename: typeof filename === "string" && filename !== "" ? filename : null,
    size: typeof size === "number" ? size : null,
    problem: status === "failed" ? (typeof reason === "string" ? reason : "") : null,
    isComing: status === "pending",
  };
}

/** `48 KB`, `1,2 MB`. */
export function fileSize(bytes: number, locale: Locale): string {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: unit === "KB" && value >= 1 ? 0 : 1 });
  return `${digits.format(Math.max(value, 0.1))} ${unit}`;
}
