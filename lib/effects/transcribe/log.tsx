"use client";
import { JsonDisclosure } from "#components/ui/json-disclosure.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import type { CallLogProps } from "../call-drawing.tsx";
import { transcribeRequest, transcribeResult } from "./effect.ts";
import { transcribeMessages, transcribeWords } from "./messages.ts";

/** The voice note that was sent to the service, to be heard, and what it made of it. */
export function TranscribeLog({ request, result }: CallLogProps) {
  const locale = useLocale();
  const words = transcribeWords[locale];
  const asked = transcribeRequest.safeParse(request);
  const cameBack = transcribeResult.safeParse(result);
  const file = asked.success ? asked.data.media_id : null;
  return (
    <>
      {file !== null && <audio src={`/api/v1/media/${encodeURIComponent(file)}`} controls preload="none" className="h-9 max-w-full" />}
      {cameBack.success ? (
        <p className="text-sm">{transcribeMessages[locale].notice(cameBack.data)}</p>
      ) : result === null ? (
        <p className="text-xs text-muted-foreground">{words.underWay}</p>
      ) : (
        <JsonDisclosure label={words.result} value={result} />
      )}
    </>
  );
}
