import { ApiRefusal } from "#components/api/call.ts";
import { refusalText as commonText } from "#components/api/refusal-text.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";

/** A refusal in the simulator's own words where it has any, else as everywhere. */
export function refusalText(error: unknown, t: Translate): string {
  const own = error instanceof ApiRefusal ? t.maybe(`simulator.refusal_${error.code}`) : null;
  return own ?? commonText(error, t);
}
