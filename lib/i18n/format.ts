import type { Locale } from "./locale.ts";

type Moment = string | number | Date;

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Numbers and spans as this language writes them; moments, which need the reader's zone, are drawn by components/ui/time.tsx. */
export function formatter(locale: Locale) {
  const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    number: (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options).format(value),
    percent: (share: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(share),
    list: (items: readonly string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items),
    /** "5 minutes ago", "tomorrow"; within a minute: "now". */
    relative: (at: Moment, now: number): string => {
      const seconds = (new Date(at).getTime() - now) / 1_000;
      const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
      return unit ? relativeFormat.format(Math.trunc(seconds / unit[1]), unit[0]) : relativeFormat.format(0, "second");
    },
    /** "2 h 5 min", from seconds. */
    duration: (seconds: number): string => {
      const parts = (
        [
          ["day", 86_400],
          ["hour", 3_600],
          ["minute", 60],
          ["second", 1],
        ] as const
      ).flatMap(([unit, size], index, all) => {
        const above = all[index - 1]?.[1];
        const amount = Math.floor((above === undefined ? seconds : seconds % above) / size);
        return amount === 0 ? [] : [new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(amount)];
      });
      return (
        parts.slice(0, 2).join(" ") || new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "short" }).format(0)
      );
    },
  };
}

export type Format = ReturnType<typeof formatter>;
