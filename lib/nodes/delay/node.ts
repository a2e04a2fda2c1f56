import { z } from "zod";
import { findCalendar, nextOpening } from "../../engine/calendar/hours.ts";
import { type ConfigIssue, defineNode, type NodeInput, type Outcome } from "../../engine/define-node.ts";
import { delaySeconds, reference, text } from "../../engine/options.ts";
import { inField } from "../../engine/render-field.ts";
import type { Problem } from "../../engine/problem/problem.ts";
import { newEnvironment } from "../../engine/template.ts";
import { toText } from "../../engine/values/values.ts";
import { asTemplate, momentOf } from "./until.ts";

/** Codes of the issues that only this type has. */
export type DelayIssue = "no_delay" | "two_delays";
/** Codes of the problems that only this type has. */
export type DelayProblem = "no_moment" | "moment_too_far" | "no_such_calendar" | "never_opens";

/** Longer than a year nobody means to wait. */
const MAX_DAYS = 366;

export const NOTES = { past: "the moment is past: goes on at once" } as const;

export const delayConfig = z.object({
  seconds: delaySeconds(),
  /** A template or an expression of a moment, or of a time of day. */
  until: text(),
  /** A calendar, by its id or name. */
  until_open: reference(),
});
type Config = z.infer<typeof delayConfig>;

/** Which of the three holds: what is written first. */
export function kindOf({ seconds, until, until_open }: Config): "seconds" | "until" | "until_open" | null {
  if (seconds > 0) return "seconds";
  if (until.trim() !== "") return "until";
  return until_open === null ? null : "until_open";
}

export const delay = defineNode<Config>({
  type: "delay",
  family: "flow",
  config: delayConfig,
  defaults: { seconds: 3_600 },
  exits: () => ["next"],
  summary: (config) => {
    const kind = kindOf(config);
    return kind === null ? "" : kind === "seconds" ? `${config.seconds} s` : `${kind} ${config[kind] ?? ""}`;
  },
  templates: (config): { [field: string]: string } => (kindOf(config) === "until" ? { until: asTemplate(config.until) } : {}),
  sets: () => [],
  waits: (config) => kindOf(config) !== null,
  delaySeconds: ({ seconds }) => seconds,
  readsCalendars: true,

  check(config) {
    const kind = kindOf(config);
    const given = [config.seconds > 0, config.until.trim() !== "", config.until_open !== null].filter(Boolean).length;
    const issues: (ConfigIssue & { code: DelayIssue })[] = [];
    if (kind === null) issues.push({ severity: "warning", code: "no_delay", field: "seconds", message: "does not say how long to wait" });
    if (given > 1 && kind !== null)
      issues.push({
        severity: "warning",
        code: "two_delays",
        field: kind,
        message: `waits for one of several things only: ${kind}`,
        params: { kind },
      });
    return issues;
  },

  enter: waitOn,
  /** A calendar may have changed meanwhile; what was waited for otherwise has come. */
  resume: (input) => (kindOf(input.config) === "until_open" ? waitOn(input) : { exit: "next" }),
});

function waitOn(input: NodeInput<Config>): Outcome {
  const due = dueAt(input);
  if (due === null) return { exit: "next" };
  if (typeof due === "object") return { end: "failed", reason: due };
  if (due < input.at) return { exit: "next", note: NOTES.past };
  if (due === input.at) return { exit: "next" };
  if (due > input.at + MAX_DAYS * 86_400_000)
    return { end: "failed", reason: own("moment_too_far", { days: MAX_DAYS }, `the moment is more than ${MAX_DAYS} days away`) };
  return { wait: { for: ["timer"] }, effects: [{ type: "schedule_timer", token: input.token, dueAt: due }] };
}

/** When it goes on, in milliseconds since 1970, or why that cannot be said; null where nothing is waited for. */
function dueAt({ config, context, at, locale, calendars = [] }: NodeInput<Config>): number | Problem | null {
  switch (kindOf(config)) {
    case null:
      return null;
    case "seconds":
      return at + Math.round(config.seconds * 1_000);
    case "until": {
      const found = inField("until", () => momentOf(config.until, context, { ...locale, now: at }));
      if ("at" in found) return found.at;
      const said = toText(found.said, newEnvironment()).slice(0, 40);
      return own("no_moment", { said }, `"${said}" is no moment and no time of day`);
    }
    case "until_open": {
      const calendar = findCalendar(calendars, config.until_open ?? "");
      if (calendar === null) {
        const params = { calendar: config.until_open ?? "" };
        return own("no_such_calendar", params, `there is no calendar "${params.calendar}"`);
      }
      return nextOpening(calendar, at) ?? own("never_opens", { calendar: calendar.name }, `the calendar "${calendar.name}" never opens`);
    }
  }
}

const own = (code: DelayProblem, params: Problem["params"], message: string): Problem => ({ code, params, message });
