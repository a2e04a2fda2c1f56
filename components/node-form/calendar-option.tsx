"use client";
import Link from "next/link";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { findCalendar } from "#lib/engine/calendar/hours.ts";
import { useT } from "#lib/i18n/client.tsx";
import { asText, useForm } from "./form-context.tsx";
import { OptionField } from "./option-field.tsx";

/** One of the organisation's calendars, kept by its id. One that is written by its name, or is gone, is shown all the same. */
export function CalendarOption({ name }: { name: string }) {
  const t = useT();
  const { calendars = [] } = useForm();
  return (
    <OptionField
      name={name}
      aside={() => (
        <Link
          href="/console/settings/calendars"
          className="rounded text-primary-text underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
        >
          {t("builder.calendarsEdit")}
        </Link>
      )}
    >
      {({ written, words, change, readOnly }, control) => {
        const text = asText(written);
        const found = findCalendar(calendars, text);
        const chosen = found === null ? text : String(found.id);
        return (
          <Select value={chosen} disabled={readOnly} onValueChange={change}>
            <SelectTrigger {...control} className="text-[13px]">
              <SelectValue placeholder={words.placeholder} />
            </SelectTrigger>
            <SelectContent>
              {calendars.map((calendar) => (
                <SelectItem key={calendar.id} value={String(calendar.id)}>
                  {calendar.name}
                </SelectItem>
              ))}
              {found === null && text !== "" && <SelectItem value={text}>{text}</SelectItem>}
            </SelectContent>
          </Select>
        );
      }}
    </OptionField>
  );
}
