import type { CompiledFlow } from "./compile.ts";
import { localeOf } from "./flow-settings.ts";
import { render } from "./template.ts";
import type { Context, Effect } from "./types.ts";

/** What the flow's settings have it say, as the effect that does; nothing where there are no words, or where they fail. */
export function flowWords({ settings }: CompiledFlow, words: string | undefined, context: Context, at: number): Effect[] {
  let text: string;
  try {
    text = render(words ?? "", context, localeOf(settings, at));
  } catch {
    return [];
  }
  return text.trim() === "" ? [] : [{ type: "send_message", message: { type: "text", text, data: {} } }];
}
