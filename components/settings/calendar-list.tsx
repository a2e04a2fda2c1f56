"use client";
import { CalendarDays, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { CalendarResponse } from "#lib/api/calendars.ts";
import type { Page } from "#lib/api/page.ts";
import { WEEKDAYS } from "#lib/engine/calendar/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { CalendarActions } from "./actions.ts";
import { CalendarForm, DAY_NAMES } from "./calendar-form.tsx";
import { dayText, holidaysIn, rangesText } from "./calendar-input.ts";
import { Section } from "./section.tsx";

interface CalendarListProps {
  calendars: Page<CalendarResponse>;
  canEdit: boolean;
  /** Of which the holidays are shown. */
  year: number;
  actions: CalendarActions;
}

export function CalendarList({ calendars, canEdit, year, actions }: CalendarListProps) {
  const t = useT();
  const router = useRouter();
  const { run, pending } = useAction();
  const [more, setMore] = useState<Page<CalendarResponse>[]>([]);
  /** `new`, or the one that is edited. */
  const [task, setTask] = useState<CalendarResponse | "new" | null>(null);
  const [removing, setRemoving] = useState<{ calendar: CalendarResponse; inUse: boolean } | null>(null);
  const pages = [calendars, ...more];
  const items = pages.flatMap((page) => page.items);
  const cursor = pages.at(-1)?.next_cursor ?? null;

  const refresh = () => {
    setMore([]);
    router.refresh();
  };
  const loadMore = async () => {
    const next = cursor === null ? undefined : await run(() => actions.load(cursor));
    if (next) setMore([...more, next.value]);
  };
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
  const create = canEdit && (
    <Button variant="primary" onClick={() => setTask("new")}>
      <Plus />
      {t("calendars.new")}
    </Button>
  );
  return (
    <Section title={t("calendars.pageTitle")} description={t("calendars.pageText")} actions={items.length > 0 && create}>
      {items.length === 0 ? (
        <EmptyState icon={CalendarDays} title={t("calendars.emptyTitle")} description={t("calendars.emptyText")} actions={create} />
      ) : (
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
      )}
      {cursor !== null && <LoadMore pending={pending} onClick={() => void loadMore()} />}
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
    </Section>
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
          <div className="flex gap-1">
            <Button size="sm" onClick={onEdit} aria-label={`${t("calendars.edit")}: ${calendar.name}`}>
              {t("calendars.edit")}
            </Button>
            <Button size="icon-sm" variant="ghost" onClick={onRemove} aria-label={`${t("calendars.delete")}: ${calendar.name}`}>
              <Trash2 />
            </Button>
          </div>
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
