"use client";
import { CalendarDays } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { useLoadedPages } from "#components/api/use-loaded-pages.ts";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { CalendarResponse } from "#lib/api/calendars.ts";
import type { Page } from "#lib/api/page.ts";
import { WEEKDAYS } from "#lib/engine/calendar/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { CalendarActions } from "./actions.ts";
import { CalendarForm, DAY_NAMES } from "./calendar-form.tsx";
import { dayText, holidaysIn, rangesText } from "./calendar-input.ts";
import { RowButtons } from "./row-buttons.tsx";
import { SettingsList } from "./settings-list.tsx";

interface CalendarListProps {
  calendars: Page<CalendarResponse>;
  canEdit: boolean;
  /** Of which the holidays are shown. */
  year: number;
  actions: CalendarActions;
}

export function CalendarList({ calendars, canEdit, year, actions }: CalendarListProps) {
  const t = useT();
  const { run } = useAction();
  const pages = useLoadedPages(calendars, actions.load);
  const { items, refresh } = pages;
  /** `new`, or the one that is edited. */
  const [task, setTask] = useState<CalendarResponse | "new" | null>(null);
  const [removing, setRemoving] = useState<{ calendar: CalendarResponse; inUse: boolean } | null>(null);
  const remove = async (calendar: CalendarResponse, force: boolean) => {
    let isUsed = false;
    const done = await run(
      () => actions.remove(calendar.id, force),
      (problem) => {
        isUsed = problem.code === "calendar-in-use";
        return isUsed;
      },
    );
    // Asked once more, with what it would do.
    setRemoving(isUsed ? { calendar, inUse: true } : null);
    if (done) {
      toast.success(t("calendars.deleted", { name: calendar.name }));
      refresh();
    }
    return done !== undefined;
  };
  return (
    <SettingsList
      title={t("calendars.pageTitle")}
      text={t("calendars.pageText")}
      empty={{ icon: CalendarDays, title: t("calendars.emptyTitle"), text: t("calendars.emptyText") }}
      isEmpty={items.length === 0}
      add={canEdit ? { label: t("calendars.new"), onClick: () => setTask("new") } : null}
      pages={pages}
      dialogs={
        <>
          {task !== null && (
            <CalendarForm calendar={task === "new" ? null : task} actions={actions} onClose={() => setTask(null)} onSaved={refresh} />
          )}
          <ConfirmDialog
            key={String(removing?.inUse)}
            open={removing !== null}
            onOpenChange={(open) => !open && setRemoving(null)}
            title={t(removing?.inUse ? "calendars.deleteUsedTitle" : "calendars.deleteTitle", { name: removing?.calendar.name ?? "" })}
            description={t(removing?.inUse ? "calendars.deleteUsedText" : "calendars.deleteText")}
            confirmLabel={t("calendars.delete")}
            danger
            onConfirm={() => (removing === null ? undefined : remove(removing.calendar, removing.inUse))}
          />
        </>
      }
    >
      <ul className="flex flex-col gap-3">
        {items.map((calendar) => (
          <li key={calendar.id}>
            <CalendarCard
              calendar={calendar}
              year={year}
              canEdit={canEdit}
              onEdit={() => setTask(calendar)}
              onRemove={() => setRemoving({ calendar, inUse: false })}
            />
          </li>
        ))}
      </ul>
    </SettingsList>
  );
}

interface CalendarCardProps {
  calendar: CalendarResponse;
  year: number;
  canEdit: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function CalendarCard({ calendar, year, canEdit, onEdit, onRemove }: CalendarCardProps) {
  const t = useT();
  const locale = useLocale();
  const holidays = holidaysIn(year, calendar);
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 className="text-sm font-semibold wrap-anywhere">{calendar.name}</h3>
          <p className="text-xs text-muted-foreground">
            {calendar.time_zone} · <code>{calendar.id}</code>
          </p>
        </div>
        {canEdit && (
          <RowButtons
            name={calendar.name}
            edit={{ label: t("calendars.edit"), onClick: onEdit }}
            remove={{ label: t("calendars.delete"), onClick: onRemove }}
          />
        )}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-[13px]">
        {WEEKDAYS.map((day) => (
          <div key={day} className="contents">
            <dt className="text-muted-foreground">{t(DAY_NAMES[day])}</dt>
            <dd>{calendar.hours[day].length === 0 ? t("calendars.closed") : rangesText(calendar.hours[day])}</dd>
          </div>
        ))}
      </dl>
      {holidays.length > 0 && (
        <details className="text-[13px]">
          <summary className="cursor-pointer text-muted-foreground">{t("calendars.year", { year: String(year) })}</summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {holidays.map(({ date, name, hours }) => (
              <li key={date}>
                {dayText(date, locale)} {name}
                {hours.length > 0 && ` · ${rangesText(hours)}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
