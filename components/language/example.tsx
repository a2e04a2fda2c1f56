"use client";
import { problemTextWith } from "#lib/i18n/problem-text.ts";
import { type Problem, toProblem } from "#lib/engine/problem/problem.ts";
import { render } from "#lib/engine/template.ts";
import { EXAMPLE_CONTEXT, EXAMPLE_NOW } from "#lib/engine/vocabulary/entries.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";

/** A text of the language, and what the engine makes of it. */
export function Example({ text }: { text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <code className="block text-xs leading-4.5 wrap-anywhere whitespace-pre-wrap text-muted-foreground">{text}</code>
      <Result text={text} />
    </div>
  );
}

/** What the engine makes of a text with the example's values, or why it cannot be read. */
export function Result({ text }: { text: string }) {
  const t = useT();
  const locale = useLocale();
  const filled = fill(text, locale);
  if (typeof filled !== "string")
    return <p className="text-[13px] leading-5 wrap-anywhere text-danger-text">{problemTextWith(() => undefined, filled, locale)}</p>;
  return (
    <p className="text-[13px] leading-5 wrap-anywhere whitespace-pre-wrap">
      <span className="sr-only">{t("language.gives")}: </span>
      <span aria-hidden="true" className="text-muted-foreground">
        →{" "}
      </span>
      {filled}
    </p>
  );
}

function fill(text: string, language: string): string | Problem {
  try {
    return render(text, EXAMPLE_CONTEXT, { language, now: EXAMPLE_NOW });
  } catch (error) {
    return toProblem(error);
  }
}
