"use client";
import { FlaskConical } from "lucide-react";
import { useId, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Label } from "#components/ui/label.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Context } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { tellProblem } from "#lib/nodes/tell-problem.ts";
import { parseSample } from "../model/sample-context.ts";
import { useSetSample } from "../store/sample-store.ts";
import { fillSample, judgeSample } from "../text/fill-sample.ts";

interface TryItProps {
  language: "template" | "condition";
  source: string;
  sample: Context;
}

/** Tries a text or a condition against a context that can be written by hand; the same one for all fields. */
export function TryIt({ language, source, sample }: TryItProps) {
  const t = useT();
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="icon-sm" variant="ghost" aria-label={t("builder.tryIt")} title={t("builder.tryIt")}>
          <FlaskConical />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={t("builder.tryIt")} className="w-96 max-w-[calc(100vw-2rem)]">
        <TryItPanel language={language} source={source} sample={sample} />
      </PopoverContent>
    </Popover>
  );
}

function TryItPanel({ language, source, sample }: TryItProps) {
  const t = useT();
  const id = useId();
  const setSample = useSetSample();
  const [written, setWritten] = useState(() => JSON.stringify(sample, null, 2));
  const context = parseSample(written);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <Label htmlFor={id}>{t("builder.tryContext")}</Label>
        <Textarea
          id={id}
          value={written}
          rows={8}
          spellCheck={false}
          aria-invalid={context === null}
          className="scroll-thin font-mono text-xs leading-4"
          onChange={({ target }) => {
            setWritten(target.value);
            const own = parseSample(target.value);
            if (own !== null) setSample(own);
          }}
        />
        <p className="text-xs text-muted-foreground">{context === null ? t("builder.tryNoJson") : t("builder.tryHelp")}</p>
      </div>
      <div className="flex flex-col gap-1" role="status">
        <p className="text-[13px] font-medium">{t("builder.tryResult")}</p>
        {language === "template" ? <TemplateResult source={source} sample={context ?? sample} /> : <ConditionResult source={source} sample={context ?? sample} />}
      </div>
    </div>
  );
}

function TemplateResult({ source, sample }: Omit<TryItProps, "language">) {
  const locale = useLocale();
  const { text, problem } = fillSample(source, sample);
  if (problem !== null) return <p className="text-xs text-danger-text">{tellProblem(problem, locale)}</p>;
  return <p className="max-h-40 overflow-auto rounded-md bg-muted px-2 py-1.5 text-[13px] whitespace-pre-wrap">{text}</p>;
}

function ConditionResult({ source, sample }: Omit<TryItProps, "language">) {
  const t = useT();
  const locale = useLocale();
  if (source.trim() === "") return <p className="text-[13px] text-muted-foreground">{t("builder.conditionAlways")}</p>;
  const judged = judgeSample(source, sample);
  if ("problem" in judged) return <p className="text-xs text-danger-text">{tellProblem(judged.problem, locale)}</p>;
  return (
    <p className="flex flex-wrap items-center gap-2 text-[13px]">
      <Badge tone={judged.holds ? "success" : "neutral"}>{judged.holds ? t("builder.conditionTrue") : t("builder.conditionFalse")}</Badge>
      <code className="text-xs break-all text-muted-foreground">{JSON.stringify(judged.value)}</code>
    </p>
  );
}
