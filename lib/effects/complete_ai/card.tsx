"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import type { CallCardProps } from "../call-drawing.tsx";
import { aiRequest, MOCK_FAILURE, mockAnswer } from "./effect.ts";
import { aiWords } from "./messages.ts";

/** A question to the model that waits: what it asks, and what is to come back. */
export function AiCard({ request, kept, answer, busy, real }: CallCardProps) {
  const words = aiWords[useLocale()];
  const [text, setText] = useState(typeof kept === "string" ? kept : words.sample);
  const asked = aiRequest.parse(request);
  return (
    <>
      <details className="text-xs text-muted-foreground">
        <summary className="cursor-pointer truncate">{asked.messages.at(-1)?.content}</summary>
        <pre className="mt-1 max-h-32 overflow-auto rounded-md bg-surface p-2 font-mono whitespace-pre-wrap">
          {JSON.stringify(request, null, 2)}
        </pre>
      </details>
      <Textarea
        aria-label={words.answer}
        rows={2}
        value={text}
        maxLength={65_536}
        onChange={(event) => setText(event.target.value)}
        className="min-h-12"
      />
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" variant="primary" disabled={text.trim() === "" || busy} onClick={() => answer(mockAnswer(asked, text), text)}>
          {words.answerThis}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => answer(MOCK_FAILURE)}>
          {words.fail}
        </Button>
        {real}
      </div>
    </>
  );
}
