"use client";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type Trigger, WORD_MATCHES } from "#lib/engine/trigger-types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { timeZones } from "../inspector/time-zones.ts";

interface TriggerOptionsProps {
  trigger: Trigger;
  readOnly: boolean;
  isNew: boolean;
  onChange: (trigger: Trigger) => void;
}

/** What only triggers of this type have. */
export function TriggerOptions({ trigger, readOnly, isNew, onChange }: TriggerOptionsProps) {
  const t = useT();
  switch (trigger.type) {
    case "words":
      return (
        <>
          <Lines
            label={t("triggers.words")}
            placeholder={t("triggers.wordsPlaceholder")}
            value={trigger.words}
            readOnly={readOnly}
            autoFocus={isNew}
            onChange={(words) => onChange({ ...trigger, words })}
          />
          <SelectField
            label={t("triggers.match")}
            value={trigger.match}
            options={WORD_MATCHES.map((value) => ({ value, label: t(`triggers.match_${value}`) }))}
            readOnly={readOnly}
            onChange={(match) => onChange({ ...trigger, match })}
          />
        </>
      );
    case "referral":
      return (
        <Lines
          label={t("triggers.sourceIds")}
          help={t("triggers.sourceIdsHelp")}
          value={trigger.source_ids ?? []}
          readOnly={readOnly}
          onChange={(ids) => onChange({ ...trigger, source_ids: ids.length === 0 ? undefined : ids })}
        />
      );
    case "template_reply":
      return (
        <Lines
          label={t("triggers.replies")}
          help={t("triggers.repliesHelp")}
          value={trigger.replies ?? []}
          readOnly={readOnly}
          onChange={(replies) => onChange({ ...trigger, replies: replies.length === 0 ? undefined : replies })}
        />
      );
    case "schedule":
      return (
        <>
          <Field label={t("triggers.cron")} help={t("triggers.cronHelp")}>
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                readOnly={readOnly}
                value={trigger.cron}
                onChange={({ target }) => onChange({ ...trigger, cron: target.value })}
              />
            )}
          </Field>
          <SelectField
            label={t("triggers.zone")}
            value={trigger.time_zone}
            options={timeZones(trigger.time_zone).map((value) => ({ value, label: value.replaceAll("_", " ") }))}
            readOnly={readOnly}
            onChange={(time_zone) => onChange({ ...trigger, time_zone })}
          />
          <Lines
            label={t("triggers.labels")}
            value={trigger.labels}
            readOnly={readOnly}
            onChange={(labels) => onChange({ ...trigger, labels })}
          />
        </>
      );
    default:
      return null;
  }
}

interface LinesProps {
  label: string;
  help?: string;
  placeholder?: string;
  value: readonly string[];
  readOnly: boolean;
  autoFocus?: boolean;
  onChange: (lines: string[]) => void;
}

/** A list, one item a line; what is blank is there only while it is being written. */
function Lines({ label, help, placeholder, value, readOnly, autoFocus = false, onChange }: LinesProps) {
  const written = (text: string) => (text === "" ? [] : text.split("\n").map((line) => line.slice(0, 200)));
  return (
    <Field label={label} help={help}>
      {(control) => (
        <Textarea
          {...control}
          rows={3}
          readOnly={readOnly}
          autoFocus={autoFocus}
          placeholder={placeholder}
          value={value.join("\n")}
          onChange={({ target }) => onChange(written(target.value))}
          onBlur={() => {
            const said = value.filter((line) => line.trim() !== "");
            if (!readOnly && said.length !== value.length) onChange(said);
          }}
        />
      )}
    </Field>
  );
}
