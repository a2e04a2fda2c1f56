"use client";
import { useState } from "react";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { type ContactImportDetail, startImportContract } from "#lib/api/contact-imports.ts";
import { OWN_TARGETS, type Target } from "#lib/contact-import/columns.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { useT } from "#lib/i18n/client.tsx";

export interface ChannelChoice {
  id: number;
  name: string;
}

interface ImportSettingsFormProps {
  file: ContactImportDetail;
  channels: readonly ChannelChoice[];
  fields: readonly ContactField[];
  onStarted: (file: ContactImportDetail) => void;
}

/** In a select an empty value is none at all. */
const SKIP = "-";

/** What the columns hold, on which channel the people are, and what all of them are labelled with. */
export function ImportSettingsForm({ file, channels, fields, onStarted }: ImportSettingsFormProps) {
  const t = useT();
  const { settings } = file;
  const [columns, setColumns] = useState<readonly (Target | null)[]>(settings?.columns ?? file.guess);
  const [channelId, setChannelId] = useState(String(settings?.channel_id ?? channels[0]?.id ?? ""));
  const [country, setCountry] = useState(settings?.country ?? "");
  const [labels, setLabels] = useState((settings?.labels ?? []).join(", "));
  const [pending, setPending] = useState<"check" | "start" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const named = columns.filter((target) => target !== null);
  const wrong = !named.includes("phone")
    ? t("imports.phoneMissing")
    : new Set(named).size < named.length
      ? t("imports.doubled")
      : country !== "" && !/^[A-Z]{2}$/.test(country)
        ? t("imports.countryWrong")
        : null;

  const start = async (kind: "check" | "start") => {
    if (wrong !== null) return setProblem(wrong);
    setPending(kind);
    setProblem(null);
    try {
      const body = {
        channel_id: Number(channelId),
        country: country === "" ? null : country,
        columns: [...columns],
        labels: labels
          .split(",")
          .map((label) => label.trim())
          .filter((label) => label !== ""),
        dry_run: kind === "check",
      };
      onStarted(await call(startImportContract, { params: { id: file.id }, body }));
    } catch (error) {
      setProblem(refusalText(error, t));
      setPending(null);
    }
  };
  const targets = [
    { value: SKIP, label: t("imports.skip") },
    ...OWN_TARGETS.map((value) => ({ value: value as string, label: t(`imports.target_${value}`) })),
    ...fields.map(({ key, name }) => ({ value: `fields.${key}`, label: name })),
  ];
  if (channels.length === 0) return <Callout tone="warning">{t("imports.channelNone")}</Callout>;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void start("start");
      }}
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="pb-1 text-sm font-medium">{t("imports.columns")}</legend>
        <p className="text-xs text-muted-foreground">{t("imports.columnsHelp")}</p>
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {file.heads.map((head, index) => (
            <li key={index} className="flex min-w-0 flex-col gap-1.5 rounded-lg border border-border bg-surface p-3">
              <SelectField
                label={t("imports.columnFor", { head: head === "" ? String(index + 1) : head })}
                value={columns[index] ?? SKIP}
                options={targets}
                onChange={(value) =>
                  setColumns(
                    file.heads.map((_, each) => (each !== index ? (columns[each] ?? null) : value === SKIP ? null : (value as Target))),
                  )
                }
              />
              <ul className="text-xs text-muted-foreground">
                {file.sample.map((row, n) => (
                  <li key={n} className="truncate">
                    {row[index] || "—"}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          label={t("imports.channel")}
          value={channelId}
          options={channels.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={setChannelId}
        />
        <Field label={t("imports.country")} help={t("imports.countryHelp")}>
          {(control) => (
            <Input
              {...control}
              value={country}
              maxLength={2}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setCountry(event.target.value.toUpperCase())}
            />
          )}
        </Field>
        <Field label={t("imports.labels")} help={t("imports.labelsHelp")}>
          {(control) => (
            <Input {...control} value={labels} maxLength={1_000} autoComplete="off" onChange={(event) => setLabels(event.target.value)} />
          )}
        </Field>
      </div>
      {problem !== null && (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="button" pending={pending === "check"} onClick={() => void start("check")}>
          {t("imports.check")}
        </Button>
        <Button type="submit" variant="primary" pending={pending === "start"}>
          {t("imports.start")}
        </Button>
      </div>
    </form>
  );
}
