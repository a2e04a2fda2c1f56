"use client";
import { useState } from "react";
import { useForm } from "#components/node-form/form-context.tsx";
import { CalendarOption } from "#components/node-form/calendar-option.tsx";
import { DurationOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { delayConfig, kindOf } from "./node.ts";

const KINDS = ["seconds", "until", "until_open"] as const;
type Kind = (typeof KINDS)[number];

/** One of the three is written; choosing another takes the one before away. */
export function DelayForm() {
  const t = useT();
  const { options, readOnly, set } = useForm();
  const parsed = delayConfig.safeParse(options);
  const written = parsed.success ? kindOf(parsed.data) : null;
  const [chosen, setChosen] = useState<Kind | null>(null);
  const kind = chosen ?? written ?? "seconds";
  const choose = (next: Kind) => {
    setChosen(next);
    for (const other of KINDS) if (other !== next) set(other, undefined);
  };
  return (
    <>
      <Segmented
        label={t("builder.delayKind")}
        value={kind}
        disabled={readOnly}
        options={[
          { value: "seconds", label: t("builder.delayFor") },
          { value: "until", label: t("builder.delayUntil") },
          { value: "until_open", label: t("builder.delayUntilOpen") },
        ]}
        onChange={choose}
      />
      {kind === "seconds" && <DurationOption name="seconds" />}
      {kind === "until" && <TemplateOption name="until" singleLine />}
      {kind === "until_open" && <CalendarOption name="until_open" />}
    </>
  );
}
