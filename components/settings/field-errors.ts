import type { ActionProblem } from "#lib/action-result.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Params } from "#lib/i18n/message.ts";

/** What was refused, by field, in the reader's language: what Meta said of it has a text in the catalogue. */
export function fieldErrors({ fields, reasons }: ActionProblem, t: Translate): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, message]) => {
      const reason = reasons[field];
      if (reason === undefined) return [field, message];
      const params = Object.fromEntries(
        Object.entries(reason.params).filter((pair): pair is [string, string | number] => ["string", "number"].includes(typeof pair[1])),
      ) as Params;
      return [field, t.maybe(`channels.said_${reason.code}`, params) ?? t.maybe(`settings.check_${reason.code}`, params) ?? message];
    }),
  );
}
