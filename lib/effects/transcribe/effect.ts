import { z } from "zod";
import { defineCall } from "../define-effect.ts";

/** The words of a voice note that the contact sent. */
export const transcribeRequest = z.object({
  /** Our id of the file; null where there is none, as in the simulator. */
  media_id: z.string().nullable(),
  mime_type: z.string().nullable(),
  /** ISO 639: what is probably spoken. */
  language: z.string(),
});
export type TranscribeRequest = z.infer<typeof transcribeRequest>;

export const transcribeResult = z.discriminatedUnion("ok", [
  /** `text` may be empty: nothing was to be understood. */
  z.object({ ok: z.literal(true), text: z.string(), simulated: z.boolean() }),
  z.object({ ok: z.literal(false), code: z.string(), error: z.string() }),
]);
export type TranscribeResult = z.infer<typeof transcribeResult>;

const FAILED = {
  not_needed: "the conversation ended or went on before this was asked",
  interrupted: "the worker stopped while this was under way",
  invalid_request: "this release can not read the request",
};

/** Asks a service for speech to text. Asked twice it costs twice, and does no harm. */
export const transcribe = defineCall<TranscribeRequest, TranscribeResult>({
  type: "transcribe",
  request: transcribeRequest,
  result: transcribeResult,
  deadlineSeconds: 150,
  mayRepeat: () => true,
  failed: (code) => ({ ok: false, code, error: FAILED[code] }),
  mock: () => mockTranscript("sim"),
});

/** A result as it comes where nobody is asked. */
export const mockTranscript = (text: string): TranscribeResult => ({ ok: true, text, simulated: true });
export const MOCK_UNCLEAR: TranscribeResult = { ok: true, text: "", simulated: true };
