"use client";
import { useFormat } from "#lib/i18n/client.tsx";

const dayOf = (at: string, locale: string) => new Date(at).toLocaleDateString(locale);

export function isOtherDay(before: string | undefined, at: string, locale: string): boolean {
  return before === undefined || dayOf(before, locale) !== dayOf(at, locale);
}

export function DaySeparator({ at }: { at: string }) {
  const format = useFormat();
  return (
    <li className="flex justify-center py-1">
      <time dateTime={at} suppressHydrationWarning className="rounded-md bg-surface px-2 py-0.5 text-xs text-muted-foreground shadow-xs">
        {format.date(at)}
      </time>
    </li>
  );
}
