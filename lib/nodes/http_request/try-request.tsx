"use client";
import { type TriedCall, useForm, useOption } from "#components/node-form/form-context.tsx";
import { SampleJson, SampleValue } from "#components/node-form/sample/sample-fields.tsx";
import { pathsRead } from "#components/node-form/sample/sample-paths.ts";
import { TryPanel, tryToMake } from "#components/node-form/try-panel.tsx";
import type { JsonPick } from "#components/ui/json-tree.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import { fill } from "#lib/i18n/message.ts";
import { callHttp, type HttpRequest, httpResult } from "../../effects/call_http/effect.ts";
import { RequestView, ResponseView } from "../../effects/call_http/exchange.tsx";
import { callHttpMessages } from "../../effects/call_http/messages.ts";
import { type HttpConfig, httpConfig, templatesOf } from "./config.ts";
import { keepValue, keyOfValue, pathOfValue } from "./pick.ts";
import { requestOf } from "./request.ts";
import { tryWords } from "./words.ts";

/** Sends the request with the sample's values, and lets the author click what is to be kept of the answer. */
export function TryRequest() {
  const words = tryWords[useLocale()];
  const { options, sample } = useForm();
  const config = httpConfig.safeParse(options);
  const hasUrl = options.url !== undefined && options.url !== "";
  return (
    <TryPanel
      effect={callHttp.type}
      words={words}
      made={config.success ? tryToMake(() => (hasUrl ? requestOf(config.data, sample) : null)) : null}
      values={config.success && <Values config={config.data} />}
      preview={(request: HttpRequest) => request.url !== "" && <RequestView request={request} />}
    >
      {(tried) => <Tried tried={tried} />}
    </TryPanel>
  );
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
