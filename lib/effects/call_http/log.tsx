"use client";
import { JsonDisclosure } from "#components/ui/json-disclosure.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import type { CallLogProps } from "../call-drawing.tsx";
import { httpRequest, httpResult } from "./effect.ts";
import { RequestView, ResponseView } from "./exchange.tsx";
import { httpWords } from "./messages.ts";

/** What was asked of another system and what it answered. What another release wrote is shown as it is. */
export function HttpLog({ request, result }: CallLogProps) {
  const words = httpWords[useLocale()];
  const asked = httpRequest.safeParse(request);
  const cameBack = httpResult.safeParse(result);
  return (
    <>
      {asked.success ? <RequestView request={asked.data} /> : <JsonDisclosure label={words.request} value={request} />}
      {cameBack.success ? (
        <ResponseView result={cameBack.data} />
      ) : result === null ? (
        <p className="text-xs text-muted-foreground">{words.underWay}</p>
      ) : (
        <JsonDisclosure label={words.answer} value={result} />
      )}
    </>
  );
}
