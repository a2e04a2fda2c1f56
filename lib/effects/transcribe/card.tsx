"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import type { CallCardProps } from "../call-drawing.tsx";
import { MOCK_UNCLEAR, mockTranscript } from "./effect.ts";
import { transcribeWords } from "./messages.ts";

/** A voice note that waits to be understood: what it is to say. */
export function TranscribeCard({ kept, answer, busy, real }: CallCardProps) {
  const words = transcribeWords[useLocale()];
  const [text, setText] = useState(typeof kept === "string" ? kept : words.sample);
  return (
    <>
      <Textarea
        aria-label={words.text}
        rows={2}
        value={text}
        maxLength={4_096}
        onChange={({ target }) => setText(target.value)}
        className="min-h-12"
      />
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" variant="primary" disabled={text.trim() === "" || busy} onClick={() => answer(mockTranscript(text), text)}>
          {words.answerThis}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => answer(MOCK_UNCLEAR)}>
          {words.unclear}
        </Button>
        {real}
      </div>
    </>
  );
}
