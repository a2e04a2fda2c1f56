"use client";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { AFTER_END_MODES, QUIET_SECONDS } from "#lib/engine/after-end.ts";
import type { FlowSettings } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";

interface AfterEndProps {
  value: FlowSettings["after_end"];
  readOnly: boolean;
  onChange: (value: FlowSettings["after_end"]) => void;
}

/** What a message does that comes after the flow's end. */
export function AfterEnd({ value, readOnly, onChange }: AfterEndProps) {
  const t = useT();
  const mode = value?.mode ?? "restart";
  const minutes = (value?.quiet_seconds ?? QUIET_SECONDS) / 60;
  const choose = (next: (typeof AFTER_END_MODES)[number]) =>
    onChange(next === "restart" ? undefined : next === "quiet" ? { mode: next, quiet_seconds: QUIET_SECONDS } : { mode: next });
  return (
    <>
      <SelectField
        label={t("flows.setting_after_end")}
        help={t(`flows.afterEndHelp_${mode}`)}
        value={mode}
        options={AFTER_END_MODES.map((value) => ({ value, label: t(`flows.afterEnd_${value}`) }))}
        readOnly={readOnly}
        onChange={choose}
      />
      {mode === "quiet" && (
        <Field label={t("flows.afterEndMinutes")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={43_200}
              step={1}
              readOnly={readOnly}
              value={minutes}
              onChange={({ target }) => {
                const wanted = Math.round(Number(target.value) * 60);
                if (wanted >= 1 && wanted <= 43_200 * 60) onChange({ mode, quiet_seconds: wanted });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}
