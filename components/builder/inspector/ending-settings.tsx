"use client";
import { useState } from "react";
import { fromWords, toWords } from "#components/node-form/word-list.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { LONGEST_LEAVE_WORD, MOST_LEAVE_WORDS } from "#lib/engine/flow-settings.ts";
import { type FlowSettings, STALE_RULES } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";

interface EndingSettingsProps {
  settings: FlowSettings | undefined;
  readOnly: boolean;
  change: (changes: FlowSettings) => void;
}

const MOST_MINUTES = 43_200;

/** How a conversation ends that the flow did not lead to its end, and what a tap on an earlier question does. */
export function EndingSettings({ settings, readOnly, change }: EndingSettingsProps) {
  const t = useT();
  const { idle_seconds: seconds, idle_message, leave, stale = "repeat" } = settings ?? {};
  return (
    <>
      <Field label={t("flows.setting_idle_seconds")} help={t("flows.idleSecondsHelp")}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={MOST_MINUTES}
            step={1}
            readOnly={readOnly}
            placeholder={t("flows.idleSecondsPlaceholder")}
            value={seconds === undefined ? "" : seconds / 60}
            onChange={({ target }) => {
              const minutes = Math.round(Number(target.value));
              if (target.value === "") change({ idle_seconds: undefined, idle_message: undefined });
              else if (minutes >= 1 && minutes <= MOST_MINUTES) change({ idle_seconds: minutes * 60 });
            }}
          />
        )}
      </Field>
      {seconds !== undefined && (
        <Words
          label={t("flows.setting_idle_message")}
          help={t("flows.idleMessageHelp")}
          value={idle_message ?? ""}
          readOnly={readOnly}
          onChange={(text) => change({ idle_message: text })}
        />
      )}
      <LeaveWords value={leave?.words ?? []} readOnly={readOnly} onChange={(words) => change({ leave: leaving(words, leave?.message) })} />
      {leave !== undefined && (
        <Words
          label={t("flows.leaveMessage")}
          help={t("flows.leaveMessageHelp")}
          value={leave.message ?? ""}
          readOnly={readOnly}
          onChange={(text) => change({ leave: leaving(leave.words, text) })}
        />
      )}
      <SelectField
        label={t("flows.setting_stale")}
        help={t(`flows.staleHelp_${stale}`)}
        value={stale}
        options={STALE_RULES.map((value) => ({ value, label: t(`flows.stale_${value}`) }))}
        readOnly={readOnly}
        onChange={(value) => change({ stale: value === "repeat" ? undefined : value })}
      />
    </>
  );
}

function leaving(words: string[], message = ""): FlowSettings["leave"] {
  if (words.length === 0) return undefined;
  return { words, ...(message !== "" && { message }) };
}

interface WordsProps {
  label: string;
  help: string;
  value: string;
  readOnly: boolean;
  onChange: (text: string) => void;
}

function Words({ label, help, value, readOnly, onChange }: WordsProps) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          maxLength={4096}
          readOnly={readOnly}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function LeaveWords({ value, readOnly, onChange }: { value: string[]; readOnly: boolean; onChange: (words: string[]) => void }) {
  const t = useT();
  /** As it is being typed: "sair, " is on its way to a second word. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={t("flows.setting_leave")} help={t("flows.leaveHelp")}>
      {(control) => (
        <Input
          {...control}
          value={typed ?? fromWords(value)}
          placeholder={t("flows.leavePlaceholder")}
          readOnly={readOnly}
          autoComplete="off"
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(
              toWords(target.value)
                .map((word) => word.slice(0, LONGEST_LEAVE_WORD).trim())
                .slice(0, MOST_LEAVE_WORDS),
            );
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  );
}
