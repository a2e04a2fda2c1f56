import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { DaySeparator } from "#components/executions/day-separator.tsx";
import { SaidMessage } from "#components/executions/said-message.tsx";
import { momentsIn } from "#lib/i18n/moments.ts";
import { RelativeTime, Time } from "./time.tsx";

const ROOT = join(import.meta.dirname, "../..");
const AT = "2026-11-29T19:16:05.000Z";
const FORMS = ["date", "time", "seconds", "short", "dateTime", "exact"] as const;

/** What a reader sees of it, hints included; the attribute for machines is in UTC by its form. */
const seen = (html: string): string => html.replaceAll(/ title="([^"]*)"/g, ">$1<").replaceAll(/<[^>]*>/g, " ");

test.each([
  ...FORMS.map((as) => [as, createElement(Time, { at: AT, as })] as const),
  ["relative", createElement(RelativeTime, { at: AT })] as const,
  ["day separator", createElement(DaySeparator, { before: undefined, at: AT })] as const,
  [
    "message",
    createElement(SaidMessage, {
      message: {
        id: 1,
        direction: "outbound",
        type: "text",
        text: "Oi",
        data: {},
        status: "read",
        wamid: null,
        quotes: null,
        execution_id: 1,
        node_id: null,
        written_by: null,
        error: null,
        sent_at: AT,
        edited_at: AT,
        deleted_at: null,
        created_at: AT,
        status_history: [],
      },
    }),
  ] as const,
])("the server, which does not know the reader's zone, draws no moment: %s", (_, element) => {
  expect(seen(renderToString(element))).not.toMatch(/19|16|29/);
});

test("moments come from one place, and nothing hides that server and browser drew different ones", () => {
  const files = globSync("{app,components}/**/*.{ts,tsx}", { cwd: ROOT }).filter((file) => !file.includes(".test."));
  const breaking = files.filter((file) => {
    if (file === "app/layout.tsx") return false;
    return /suppressHydrationWarning|toLocale(?:Date|Time)?String|DateTimeFormat/.test(readFileSync(join(ROOT, file), "utf8"));
  });
  expect(files.length).toBeGreaterThan(300);
  expect(breaking).toEqual([]);
});

test("every form is in the language's own writing", () => {
  const { exact, date, seconds } = momentsIn("pt-BR");
  const local = Date.UTC(2026, 10, 29, 19, 16, 5) + new Date(AT).getTimezoneOffset() * 60_000;
  expect([exact(local), date(local), seconds(local)]).toEqual(["29/11/2026, 19:16:05", "29 de nov. de 2026", "19:16:05"]);
});
