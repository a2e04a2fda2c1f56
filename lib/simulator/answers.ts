import type { AiRequest, AiResult } from "../engine/types.ts";

/** What a model that answered with this text would bring back. */
export function mockResult(request: Pick<AiRequest, "include_response">, text: string, simulated = false): AiResult {
  const response = { choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }] };
  return { ok: true, text, simulated, model: "canned", ...(request.include_response ? { response } : {}) };
}

/** What comes back when the model can not be reached in time. */
export const MOCK_FAILURE: AiResult = { ok: false, code: "timeout", error: "no answer within 30 s" };
