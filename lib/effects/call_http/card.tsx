"use client";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Json } from "#lib/engine/types.ts";
import { useLocale } from "#lib/i18n/client.tsx";
import type { CallCardProps } from "../call-drawing.tsx";
import { httpRequest, MOCK_NETWORK_ERROR, MOCK_TIMEOUT, mockResponse } from "./effect.ts";
import { RequestView } from "./exchange.tsx";
import { httpWords } from "./messages.ts";

/** Statuses that a flow should be tried with. */
const STATUSES = ["200", "201", "204", "400", "401", "404", "422", "429", "500", "503"];
const SAMPLE_BODY = '{\n  "ok": true\n}';

/** A call to another system that waits: what is sent, and what shall come back. */
export function HttpCard({ request, kept, answer, busy, real }: CallCardProps) {
  const words = httpWords[useLocale()];
  const id = useId();
  const [status, setStatus] = useState(keptText(kept, "status") ?? "200");
  const [body, setBody] = useState(keptText(kept, "body") ?? SAMPLE_BODY);
  const sent = httpRequest.parse(request);
  const isStatus = /^[1-5]\d\d$/.test(status);
  const json = jsonOf(body);
  return (
    <>
      <RequestView request={sent} />
      <div className="flex items-center gap-2">
        <label htmlFor={`${id}-status`} className="text-xs text-muted-foreground">
          {words.status}
        </label>
        <Input
          id={`${id}-status`}
          list={`${id}-statuses`}
          inputMode="numeric"
          value={status}
          maxLength={3}
          aria-invalid={isStatus ? undefined : true}
          className="h-7 w-20 font-mono text-[13px]"
          onChange={({ target }) => setStatus(target.value.trim())}
        />
        <datalist id={`${id}-statuses`}>
          {STATUSES.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <Textarea
        aria-label={words.answerBody}
        aria-describedby={json === undefined ? `${id}-note` : undefined}
        rows={3}
        value={body}
        maxLength={65_536}
        spellCheck={false}
        className="min-h-16 shrink-0 font-mono text-xs leading-5"
        onChange={({ target }) => setBody(target.value)}
      />
      {json === undefined && body.trim() !== "" && (
        <p id={`${id}-note`} className="text-xs text-muted-foreground">
          {words.answerBodyHelp}
        </p>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="sm"
          variant="primary"
          disabled={!isStatus || busy}
          onClick={() => answer(mockResponse(Number(status), json ?? body), { status, body })}
        >
          {words.answerThis}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => answer(MOCK_TIMEOUT)}>
          {words.timeout}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => answer(MOCK_NETWORK_ERROR)}>
          {words.networkError}
        </Button>
        {real}
      </div>
    </>
  );
}

function keptText(kept: Json | undefined, part: "status" | "body"): string | undefined {
  const value = typeof kept === "object" && kept !== null && !Array.isArray(kept) ? kept[part] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Undefined for a text that is no JSON: it comes back as it is. */
function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
