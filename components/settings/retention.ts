import type { Retention, RetentionKind, RetentionRule } from "#lib/api/retention.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";

export type Rules = Readonly<Record<RetentionKind, RetentionRule>>;
export type Errors = Partial<Record<RetentionKind, string>>;

const kindsOf = (values: Retention) => Object.keys(values) as RetentionKind[];

/** What is wrong with these values, in words; the server judges the same again. */
export function errorsOf(values: Retention, rules: Rules, t: Translate): Errors {
  const wrong = kindsOf(values).filter((kind) => {
    const days = values[kind];
    return days !== null && !(Number.isInteger(days) && days >= rules[kind].min && days <= rules[kind].max);
  });
  return Object.fromEntries(
    wrong.map((kind) => [
      kind,
      t(rules[kind].because === "webhooks" ? "settings.retentionRangeWebhooks" : "settings.retentionRange", {
        min: rules[kind].min,
        max: rules[kind].max,
      }),
    ]),
  );
}

export const changedKinds = (before: Retention, after: Retention): RetentionKind[] =>
  kindsOf(after).filter((kind) => after[kind] !== before[kind]);

/** Kinds of which something is deleted sooner than before. */
export const shortenedKinds = (before: Retention, after: Retention): RetentionKind[] =>
  kindsOf(after).filter((kind) => (after[kind] ?? Infinity) < (before[kind] ?? Infinity));

/** What keeping this kind for less time deletes. */
export function lossOf(kind: RetentionKind, after: Retention, t: Translate): string {
  const count = after[kind] ?? 0;
  return kind === "conversations"
    ? t("settings.retentionLossConversations", { count })
    : t("settings.retentionLoss", { what: t.maybe(`settings.retention_${kind}`) ?? kind, count });
}
