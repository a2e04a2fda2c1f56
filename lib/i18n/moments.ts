import type { Locale } from "./locale.ts";

type Moment = string | number;

/**
 * Moments as this language writes them, in the zone of the machine that runs it. Only the reader's own will do: components get these from
 * `useMoments`, which has none on the server.
 */
export function momentsIn(locale: Locale) {
  const written = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (at: Moment) => format.format(new Date(at));
  };
  return {
    date: written({ dateStyle: "medium" }),
    time: written({ timeStyle: "short" }),
    /** The time to the second. */
    seconds: written({ timeStyle: "medium" }),
    /** Day and month, and the time: for narrow places. */
    short: written({ day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" }),
    dateTime: written({ dateStyle: "medium", timeStyle: "short" }),
    /** To the second. */
    exact: written({ dateStyle: "short", timeStyle: "medium" }),
  };
}

export type Moments = ReturnType<typeof momentsIn>;
