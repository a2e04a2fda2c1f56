"use client";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { type JsonPick, JsonTree } from "#components/ui/json-tree.tsx";
import { useFormat, useLocale } from "#lib/i18n/client.tsx";
import { fill } from "#lib/i18n/message.ts";
import { addressOf, type HttpRequest, type HttpResult } from "./effect.ts";
import { failureDetail, failureText, httpWords } from "./messages.ts";

type Rows = readonly (readonly [name: string, value: string])[];

/** A request: its method and its address in full, and behind them what else goes out; marks stand where secrets are. */
export function RequestView({ request }: { request: HttpRequest }) {
  return (
    <details className="group/request">
      <summary className="flex cursor-pointer list-none items-start gap-1 rounded font-mono text-xs leading-5 outline-none focus-visible:ring-2 focus-visible:ring-ring">
        <ChevronRight aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted-foreground group-open/request:rotate-90" />
        <span className="shrink-0 rounded bg-secondary px-1 font-semibold">{request.method}</span>
        <span className="min-w-0 wrap-anywhere">{addressOf(request)}</span>
      </summary>
      <div className="pt-1.5 pl-5">
        <RequestDetails request={request} />
      </div>
    </details>
  );
}

function RequestDetails({ request }: { request: HttpRequest }) {
  const words = httpWords[useLocale()];
  const { body } = request;
  const headers = headersOf(request);
  return (
    <div className="flex flex-col gap-2">
      {headers.length > 0 && <Names label={words.headers} rows={headers} />}
      {body === null ? (
        <p className="text-xs text-muted-foreground">{words.noBody}</p>
      ) : body.type === "form" ? (
        <Names label={words.body} rows={body.value.map(({ name, value }) => [name, value])} />
      ) : (
        <Part label={words.body}>
          {body.type === "json" ? <JsonTree label={words.body} value={body.value} /> : <Text label={words.body} text={body.value} />}
        </Part>
      )}
    </div>
  );
}

/** The author's headers and the one that it signs in with, as they go out. */
function headersOf({ headers, auth }: HttpRequest): Rows {
  const own = headers.map(({ name, value }) => [name, value] as const);
  if (auth === null) return own;
  if (auth.type === "header") return [...own, [auth.name, auth.value]];
  return [...own, ["Authorization", auth.type === "bearer" ? `Bearer ${auth.token}` : `Basic ${auth.username}:${auth.password}`]];
}

/** What came back: a status, how long it took, headers, and the body, whose values can be picked where there is somebody to take them. */
export function ResponseView({ result, pick }: { result: HttpResult; pick?: JsonPick }) {
  const locale = useLocale();
  const words = httpWords[locale];
  const detail = result.ok ? null : failureDetail(result, locale);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
        <StatusMark result={result} />
        <Spent result={result} />
      </p>
      {result.ok ? (
        <>
          {result.body === "" ? (
            <p className="text-xs text-muted-foreground">{words.emptyBody}</p>
          ) : result.is_json || pick !== undefined ? (
            <JsonTree label={words.answerBody} value={result.body} {...(pick && { pick })} />
          ) : (
            <Text label={words.answerBody} text={String(result.body)} />
          )}
          {Object.keys(result.headers).length > 0 && (
            <details>
              <summary className="w-fit cursor-pointer rounded text-xs text-muted-foreground outline-none focus-visible:ring-2 focus-visible:ring-ring">
                {`${words.headers} (${Object.keys(result.headers).length})`}
              </summary>
              <div className="pt-1.5">
                <Names label={words.headers} isLabelHidden rows={Object.entries(result.headers)} />
              </div>
            </details>
          )}
        </>
      ) : (
        <>
          <p className="text-xs wrap-anywhere text-danger-text first-letter:uppercase">{failureText(result, locale)}.</p>
          {detail !== null && <p className="text-xs wrap-anywhere text-muted-foreground">{detail}</p>}
        </>
      )}
    </div>
  );
}

function StatusMark({ result }: { result: HttpResult }) {
  const words = httpWords[useLocale()];
  const isFine = result.ok && result.status >= 200 && result.status < 300;
  return (
    <span
      className={cn(
        "rounded px-1.5 py-0.5 font-semibold tabular-nums",
        isFine ? "bg-success-soft text-success-text" : result.ok ? "bg-warning-soft text-warning-text" : "bg-danger-soft text-danger-text",
      )}
    >
      {result.ok ? <span title={words.status}>{result.status}</span> : words.noAnswer}
    </span>
  );
}

function Spent({ result: { duration_ms, tries } }: { result: HttpResult }) {
  const locale = useLocale();
  const format = useFormat();
  const words = httpWords[locale];
  const seconds = format.number(duration_ms / 1_000, { maximumFractionDigits: 2 });
  return (
    <span className="text-muted-foreground tabular-nums">
      {duration_ms > 0 && fill(words.took, locale, { seconds })}
      {tries > 1 && ` · ${fill(words.tries, locale, { count: tries })}`}
    </span>
  );
}

function Names({ label, isLabelHidden = false, rows }: { label: string; isLabelHidden?: boolean; rows: Rows }) {
  return (
    <Part label={label} isLabelHidden={isLabelHidden}>
      <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-2 rounded-md border border-border bg-surface p-2 font-mono text-xs leading-5">
        {rows.map(([name, value], index) => (
          <div key={index} className="contents">
            <dt className="wrap-anywhere text-muted-foreground">{name}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Part({ label, isLabelHidden = false, children }: { label: string; isLabelHidden?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <p className={cn("text-xs text-muted-foreground", isLabelHidden && "sr-only")}>{label}</p>
      {children}
    </div>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className="max-h-64 scroll-thin overflow-auto rounded-md border border-border bg-surface p-2 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap outline-none focus-visible:ring-2 focus-visible:ring-ring"
    >
      {text}
    </pre>
  );
}
