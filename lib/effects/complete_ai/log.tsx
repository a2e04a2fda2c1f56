"use client";
import { JsonDisclosure } from "#components/ui/json-disclosure.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import { fill } from "#lib/i18n/message.ts";
import type { CallLogProps } from "../call-drawing.tsx";
import { aiWords } from "./messages.ts";

/** What a model was asked and what it answered. */
export function AiLog({ request, result }: CallLogProps) {
  const locale = useLocale();
  const words = aiWords[locale];
  const usage = usageOf(result);
  return (
    <>
      {usage !== null && <p className="text-xs text-muted-foreground">{fill(words.tokens, locale, usage)}</p>}
      <JsonDisclosure label={words.asked} value={request} />
      {result !== null && <JsonDisclosure label={words.cameBack} value={result} />}
    </>
  );
}

/** The tokens of an OpenAI-compatible answer; null where it told none. */
function usageOf(result: unknown): { prompt: number; completion: number; total: number } | null {
  const usage = typeof result === "object" && result !== null && "usage" in result ? result.usage : null;
  if (typeof usage !== "object" || usage === null) return null;
  const count = (name: string): number => {
    const value = (usage as Record<string, unknown>)[name];
    return typeof value === "number" ? value : 0;
  };
  const [prompt, completion] = [count("prompt_tokens"), count("completion_tokens")];
  return { prompt, completion, total: count("total_tokens") || prompt + completion };
}
