import { setTimeout as sleep } from "node:timers/promises";
import type { Context, OutgoingMessage } from "#lib/engine/types.ts";
import { notSent, type SendFailure } from "#lib/whatsapp/graph/errors.ts";
import { ruleOfClass } from "#lib/whatsapp/graph/policy.ts";
import { MEDIA_LIMITS } from "#lib/whatsapp/media-kinds.ts";
import { fallbackText } from "../../media/fallback.ts";
import { forgetUpload, type Upload, uploadOf } from "../../media/upload-rows.ts";
import { log } from "../../platform/log.ts";
import type { SendResult } from "./graph-api.ts";
import type { ClaimedMessage } from "./outbox.ts";

/**
 * A message with a file: a file of ours is at Meta before the message is posted. While it is on its way there the message is queued, not
 * in hand, so a process that dies in between loses nothing and sends nothing twice.
 */

/** A small file is there sooner than the message would be looked at again; a claim may not last, though. */
const PATIENCE_MS = 800;
const LOOK_MS = 40;
/** Should nobody wake it. */
const AGAIN_SECONDS = 15;
/** Meta's words for a media id that it does not know (any more), beside those for what is wrong with the file. */
const GONE_CODES = new Set([100, 131008, 131009, 131053]);
/** An id that was young when it was refused is not made better by another. */
const YOUNG_SECONDS = 60;

type Post = (message: OutgoingMessage) => Promise<SendResult>;

export async function sendWithFile({ channel_id: channelId, ...message }: ClaimedMessage, post: Post): Promise<SendResult> {
  const { type, text } = message;
  const data = message.data ?? {};
  // Other types have words of their own for what they hold.
  if (!Object.hasOwn(MEDIA_LIMITS, type)) return post({ type, text, data });
  const { media, link } = data;
  if (typeof media !== "string") {
    const result = await post({ type, text, data });
    return typeof link === "string" && isRefused(result) ? fallBack(text, data, result, post) : result;
  }
  const upload = await untilThere(channelId, media);
  if (upload.kind === "waiting") return { outcome: WAITING, answer: null };
  if (upload.kind === "failed") return fallBack(text, data, { outcome: failureOf(upload.error), answer: null }, post);
  const result = await post({ type, text, data: { ...data, meta_id: upload.metaId } });
  if (!isRefused(result)) return result;
  if (upload.ageSeconds > YOUNG_SECONDS && GONE_CODES.has(codeOf(result) ?? 0)) {
    // While the database is away it is refused and forgotten again.
    await forgetUpload(channelId, media, upload.metaId)
      .then(() => uploadOf(channelId, media))
      .catch(noteUnavailable);
    return { outcome: WAITING, answer: result.answer };
  }
  return fallBack(text, data, result, post);
}

/** While the database is away nobody knows how far the file is, which is no fault of the message's. */
async function untilThere(channelId: number, media: string): Promise<Upload> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const upload = await uploadOf(channelId, media).catch(noteUnavailable);
    if (upload.kind !== "waiting" || performance.now() > until) return upload;
    await sleep(LOOK_MS);
  }
}

function noteUnavailable(error: unknown): Upload {
  log.warn({ err: error }, "how far a file is on its way to Meta could not be read or noted; its message is looked at again");
  return { kind: "waiting" };
}

const WAITING: SendFailure = {
  ...notSent({ ...ruleOfClass("media"), kind: "retry", waitSeconds: AGAIN_SECONDS, acts: "siga" }, "The file is on its way to Meta."),
};

/** For its file, or for its form: not for the window, the recipient or the number. */
const isRefused = ({ outcome }: SendResult): boolean =>
  outcome.kind === "failed" && (outcome.errorClass === "media" || outcome.errorClass === "request");

const codeOf = ({ outcome }: SendResult): number | null => (outcome.kind === "sent" ? null : outcome.code);

function failureOf({ code, title, details }: Context): SendFailure {
  const failure = notSent(ruleOfClass("media"), typeof title === "string" ? title : "The file could not be brought to Meta.");
  return { ...failure, code: typeof code === "number" ? code : null, details: typeof details === "string" ? details : null };
}

/** The text with the link, where the author wants that; the refusal as it was where not. */
async function fallBack(text: string, data: Context, refusal: SendResult, post: Post): Promise<SendResult> {
  const words = fallbackText(text, data);
  return words === null ? refusal : post({ type: "text", text: words, data: { preview_url: true } });
}
