"use client";
import { useState } from "react";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CalendarResponse } from "#lib/api/calendars.ts";
import { PREPARED_HOLIDAYS, type PreparedHolidays, WEEKDAYS, type Weekday } from "#lib/engine/calendar/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { CalendarActions } from "./actions.ts";
import { type CalendarErrors, FRESH, holidaysText, rangesText, readCalendar } from "./calendar-input.ts";

interface CalendarFormProps {
  /** Null: a new one. */
  calendar: CalendarResponse | null;
  actions: CalendarActions;
  onClose: () => void;
  onSaved: () => void;
}

export const DAY_NAMES = {
  monday: "calendars.monday",
  tuesday: "calendars.tuesday",
  wednesday: "calendars.wednesday",
  thursday: "calendars.thursday",
  friday: "calendars.friday",
  saturday: "calendars.saturday",
  sunday: "calendars.sunday",
} as const satisfies Record<Weekday, string>;

export function CalendarForm({ calendar, actions, onClose, onSaved }: CalendarFormProps) {
  const t = useT();
  const locale = useLocale();
  const { run, pending } = useAction();
  const [errors, setErrors] = useState<CalendarErrors>({});
  const [prepared, setPrepared] = useState<PreparedHolidays>((calendar ?? FRESH).prepared_holidays);
  const before = calendar ?? FRESH;

  const submit = async (form: FormData) => {
    const read = readCalendar((field) => (field === "prepared_holidays" ? prepared : String(form.get(field) ?? "")));
    setErrors("errors" in read ? read.errors : {});
    if ("errors" in read) return;
    const saved = await run(
      () => (calendar === null ? actions.create(read.calendar) : actions.update(calendar.id, read.calendar)),
      (problem) => {
        if (problem.code !== "calendar-name-taken") return false;
        setErrors({ name: "nameTaken" });
        return true;
      },
    );
    if (!saved) return;
    toast.success(t(calendar === null ? "calendars.created" : "calendars.saved", { name: saved.value.name }));
    onSaved();
    onClose();
  };

  return (
    <FormDialog
      title={calendar === null ? t("calendars.new") : t("calendars.editTitle", { name: calendar.name })}
      submitLabel={t(calendar === null ? "common.create" : "common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setErrors({})}
      onClose={onClose}
    >
      <Field label={t("calendars.name")} error={errors.name && t(`calendars.${errors.name}`)}>
        {(control) => <Input {...control} name="name" defaultValue={before.name} maxLength={100} autoComplete="off" />}
      </Field>
      <Field label={t("calendars.zone")} help={t("calendars.zoneHelp")} error={errors.zone && t("calendars.zoneWrong")}>
        {(control) => <Input {...control} name="time_zone" defaultValue={before.time_zone} autoComplete="off" spellCheck={false} />}
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 text-sm font-medium">{t("calendars.hours")}</legend>
        <p className="text-xs text-muted-foreground">{t("calendars.hoursHelp")}</p>
        {WEEKDAYS.map((day) => (
          <Field key={day} label={t(DAY_NAMES[day])} error={errors.days?.includes(day) ? t("calendars.hoursWrong") : undefined}>
            {(control) => (
              <Input
                {...control}
                name={day}
                defaultValue={rangesText(before.hours[day])}
                placeholder={t("calendars.closed")}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        ))}
      </fieldset>
      <div className="flex flex-col gap-1">
        <p className="text-sm font-medium">{t("calendars.prepared")}</p>
        <Segmented
          label={t("calendars.prepared")}
          value={prepared}
          options={PREPARED_HOLIDAYS.map((value) => ({ value, label: t(`calendars.prepared_${value}`) }))}
          onChange={setPrepared}
        />
      </div>
      <Field
        label={t("calendars.own")}
        help={t("calendars.ownHelp")}
        error={errors.ownWrong === undefined ? undefined : t("calendars.ownWrong", { line: errors.ownWrong })}
      >
        {(control) => (
          <Textarea {...control} name="holidays" rows={4} defaultValue={holidaysText(before.holidays, locale)} spellCheck={false} />
        )}
      </Field>
    </FormDialog>
  );
}
