"use client";
import { useLocale } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { type Moments, momentsIn } from "#lib/i18n/moments.ts";
import { useInBrowser } from "./use-in-browser.ts";

const made = new Map<Locale, Moments>();

/** How moments are written in the reader's own zone. Null on the server and in the first paint, which know no zone of theirs. */
export function useMoments(): Moments | null {
  const locale = useLocale();
  if (!useInBrowser()) return null;
  let moments = made.get(locale);
  if (moments === undefined) {
    moments = momentsIn(locale);
    made.set(locale, moments);
  }
  return moments;
}
