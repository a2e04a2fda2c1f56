"use client";
import { Field } from "#components/ui/field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { DEFAULT_TIME_ZONE } from "#lib/engine/values/environment.ts";
import { useT } from "#lib/i18n/client.tsx";
import { timeZones } from "./time-zones.ts";

interface TimeZoneFieldProps {
  value: string | undefined;
  readOnly: boolean;
  onChange: (zone: string) => void;
}

/** In which zone the flow's texts and conditions tell the time. */
export function TimeZoneField({ value = DEFAULT_TIME_ZONE, readOnly, onChange }: TimeZoneFieldProps) {
  const t = useT();
  return (
    <Field label={t("flows.setting_time_zone")} help={t("flows.flowTimeZoneHelp")}>
      {(control) => (
        <Select value={value} disabled={readOnly} onValueChange={onChange}>
          <SelectTrigger {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent className="max-h-72">
            {timeZones(value).map((zone) => (
              <SelectItem key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
