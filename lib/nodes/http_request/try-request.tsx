"use client";
import { Send } from "lucide-react";
import { useState } from "react";
import { type TriedCall, useForm, useOption } from "#components/node-form/form-context.tsx";
import { SampleJson, SampleValue } from "#components/node-form/sample/sample-fields.tsx";
import { pathsRead } from "#components/node-form/sample/sample-paths.ts";
import { Button } from "#components/ui/button.tsx";
import type { JsonPick } from "#components/ui/json-tree.tsx";
import { type Problem, toProblem } from "#lib/engine/problem/problem.ts";
import type { Context } from "#lib/engine/types.ts";
import { useLocale } from "#lib/i18n/client.tsx";
import { fill } from "#lib/i18n/message.ts";
import { problemTextWith } from "#lib/i18n/problem-text.ts";
import { callHttp, type HttpRequest, httpResult } from "../../effects/call_http/effect.ts";
import { RequestView, ResponseView } from "../../effects/call_http/exchange.tsx";
import { callHttpMessages } from "../../effects/call_http/messages.ts";
import { type HttpConfig, httpConfig, templatesOf } from "./config.ts";
import { keepValue, keyOfValue, pathOfValue } from "./pick.ts";
import { requestOf } from "./request.ts";
import { tryWords } from "./words.ts";

/** Sends the request with the sample's values, and lets the author click what is to be kept of the answer. */
export function TryRequest() {
  const locale = useLocale();
  const words = tryWords[locale];
  const { options, sample, tryCall } = useForm();
  const [isUnderWay, setUnderWay] = useState(false);
  const [tried, setTried] = useState<TriedCall | null>(null);
  if (tryCall === null) return null;
  const config = httpConfig.safeParse(options);
  const made = config.success ? makeRequest(config.data, sample) : null;

  const send = async (request: HttpRequest) => {
    setUnderWay(true);
    setTried(await tryCall(callHttp.type, request));
    setUnderWay(false);
  };
  const problem = made !== null && "problem" in made ? problemTextWith(() => undefined, made.problem, locale) : null;
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[13px] leading-5 font-medium">{words.title}</h3>
        <Button
          size="sm"
          pending={isUnderWay}
          disabled={made === null || "problem" in made || options.url === undefined || options.url === ""}
          onClick={() => {
            if (made !== null && "request" in made) void send(made.request);
          }}
        >
          <Send aria-hidden="true" />
          {tried === null ? words.send : words.sendAgain}
        </Button>
      </div>
      {config.success && <Values config={config.data} />}
      {made === null || problem !== null ? (
        <p className="text-xs text-danger-text">{problem ?? words.invalid}</p>
      ) : "request" in made && made.request.url !== "" ? (
        <RequestView request={made.request} />
      ) : null}
      {tried === null ? <p className="text-xs leading-4 text-muted-foreground">{words.help}</p> : <Tried tried={tried} />}
    </section>
  );
}

function makeRequest(config: HttpConfig, sample: Context): { request: HttpRequest } | { problem: Problem } {
  try {
    return { request: requestOf(config, sample) };
  } catch (error) {
    return { problem: toProblem(error) };
  }
}

/** The values that the request reads, to be tried with others. */
function Values({ config }: { config: HttpConfig }) {
  const words = tryWords[useLocale()];
  const { sample } = useForm();
  const paths = [...new Set(Object.values(templatesOf(config)).flatMap((text) => pathsRead("template", text)))];
  if (paths.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1 text-xs text-muted-foreground">{words.values}</legend>
      {paths.map((path) => (
        <SampleValue key={path} path={path} sample={sample} />
      ))}
      <SampleJson sample={sample} />
    </fieldset>
  );
}

function Tried({ tried }: { tried: TriedCall }) {
  const locale = useLocale();
  const words = tryWords[locale];
  const { written, change } = useOption("response_mapping");
  const rows = Array.isArray(written) ? written : [];
  if ("problem" in tried)
    return (
      <p role="alert" className="text-xs text-danger-text">
        {tried.problem}
      </p>
    );
  const result = httpResult.parse(tried.result);
  const pick: JsonPick = {
    label(keys) {
      const path = pathOfValue(keys);
      return path === null ? null : fill(words.keep, locale, { path: path === "" ? words.whole : path });
    },
    takenAs: (keys) => keyOfValue(rows, keys),
    onPick: (keys) => change([...keepValue(rows, keys)], { ownStep: true }),
  };
  return (
    <>
      <ResponseView result={result} pick={pick} />
      {result.ok && result.body !== "" && <p className="text-xs leading-4 text-muted-foreground">{words.pickHelp}</p>}
      <p role="status" className="sr-only">
        {callHttpMessages[locale].notice(result)}
      </p>
    </>
  );
}
