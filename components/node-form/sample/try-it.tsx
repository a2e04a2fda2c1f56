"use client";
import { BookOpen, FlaskConical } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Context } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useState } from "react";
import { useVisitSample } from "./sample-store.ts";
import { pathsRead } from "./sample-paths.ts";
import { FieldPopover } from "./field-popover.tsx";
import { SampleJson, SampleValue } from "./sample-fields.tsx";
import { ConditionResult, TemplateResult } from "./try-result.tsx";

interface TryItProps {
  /** As the inspector names it. */
  field: string;
  language: "template" | "condition";
  source: string;
  sample: Context;
}

/**
 * Tries a text or a condition against values that can be written by hand; the same ones for all fields. Open from the start where a
 * conversation's values were brought for this field.
 */
export function TryIt({ field, ...tried }: TryItProps) {
  const t = useT();
  const isBrought = useVisitSample(({ visit }) => visit?.field === field);
  const [isOpen, setOpen] = useState(isBrought);
  const trigger = (
    <Button size="icon-sm" variant="ghost" aria-label={t("builder.tryIt")} title={t("builder.tryIt")}>
      <FlaskConical />
    </Button>
  );
  return (
    <FieldPopover label={t("builder.tryIt")} trigger={trigger} className="w-96" open={isOpen} onOpenChange={setOpen} keepsFocus={isBrought}>
      <TryItPanel {...tried} />
    </FieldPopover>
  );
}

function TryItPanel({ language, source, sample }: Omit<TryItProps, "field">) {
  const t = useT();
  const paths = pathsRead(language, source);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <p className="text-[13px] font-medium">{language === "condition" ? t("builder.tryCondition") : t("builder.tryText")}</p>
        <pre className="max-h-24 overflow-auto rounded-md border border-border bg-muted px-2 py-1.5 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
          {source.trim() === "" ? t("builder.tryNothing") : source}
        </pre>
      </div>
      {paths.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-1 text-[13px] font-medium">{t("builder.tryValues")}</legend>
          {paths.map((path) => (
            <SampleValue key={path} path={path} sample={sample} />
          ))}
        </fieldset>
      )}
      <div className="flex flex-col gap-1" role="status">
        <p className="text-[13px] font-medium">{t("builder.tryResult")}</p>
        {language === "template" ? <TemplateResult source={source} sample={sample} /> : <ConditionResult source={source} sample={sample} />}
      </div>
      <SampleJson sample={sample} />
      <a
        href="/console/help/language"
        target="_blank"
        className="flex w-fit items-center gap-1.5 rounded text-xs text-primary-text underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
      >
        <BookOpen aria-hidden="true" className="size-3.5" />
        {t("language.openHelp")}
      </a>
    </div>
  );
}
