import type { CompiledFlow } from "./compile.ts";
import { localeOf } from "./flow-settings.ts";
import { render } from "./template.ts";
import type { Context, Effect } from "./types.ts";

/** What the flow says for a node that fails, and for whose failure there is no way; nothing where its text fails too. */
export function failureWords({ settings }: CompiledFlow, context: Context, at: number): Effect[] {
  let text: string;
  try {
    text = render(settings?.failure_message ?? "", context, localeOf(settings, at));
  } catch {
    return [];
  }
  return text.trim() === "" ? [] : [{ type: "send_message", message: { type: "text", text, data: {} } }];
}
