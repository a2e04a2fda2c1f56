import { env } from "../../platform/env.ts";

/** OpenAI's own service, which refuses everybody without a key. */
const NEEDS_KEY = "api.openai.com";

/** Where models are asked; null where none can be: no key, and no server of one's own that may need none. */
export function aiService(): { base: string; key: string | null } | null {
  const { WORKFLOW_OPENAI_API_BASE: base, WORKFLOW_OPENAI_API_KEY: key = null } = env();
  return key === null && new URL(base).hostname === NEEDS_KEY ? null : { base: base.replace(/\/+$/, ""), key };
}
