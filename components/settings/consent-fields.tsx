"use client";
import { Textarea } from "#components/ui/textarea.tsx";
import { Field } from "#components/ui/field.tsx";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import { TextField } from "./channel-fields.tsx";

type Consent = Pick<ChannelResponse, "opt_out_words" | "opt_in_words" | "opt_out_reply" | "opt_in_reply">;

interface ConsentFieldsProps {
  channel: Consent;
  errors: Partial<Record<keyof Consent, string>>;
}

/** The words by which contacts say whether they want to be written to, and what they are answered. */
export function ConsentFields({ channel, errors }: ConsentFieldsProps) {
  const t = useT();
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-border p-3">
      <legend className="px-1 text-sm font-medium">{t("channels.consent")}</legend>
      <p className="text-xs leading-4 text-muted-foreground">{t("channels.consentHelp")}</p>
      {(["opt_out", "opt_in"] as const).map((side) => (
        <div key={side} className="flex flex-col gap-3">
          <TextField
            name={`${side}_words`}
            label={t(`channels.${side}_words`)}
            help={t("channels.consentWordsHelp")}
            aside={t("common.optional")}
            error={errors[`${side}_words`]}
            defaultValue={channel[`${side}_words`].join(", ")}
            maxLength={2_000}
          />
          <Field label={t(`channels.${side}_reply`)} aside={t("common.optional")} error={errors[`${side}_reply`]}>
            {(control) => (
              <Textarea {...control} name={`${side}_reply`} defaultValue={channel[`${side}_reply`] ?? ""} maxLength={1_000} rows={2} />
            )}
          </Field>
        </div>
      ))}
    </fieldset>
  );
}

/** What the form holds of it. */
export function readConsent(text: (name: string) => string): Consent {
  const words = (name: string) => [
    ...new Set(
      text(name)
        .split(/[,;\n]/)
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    ),
  ];
  return {
    opt_out_words: words("opt_out_words"),
    opt_in_words: words("opt_in_words"),
    opt_out_reply: text("opt_out_reply") || null,
    opt_in_reply: text("opt_in_reply") || null,
  };
}
