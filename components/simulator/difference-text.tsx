"use client";
import { Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { messageTypeName } from "#components/chat/registry.tsx";
import { cn } from "#components/ui/cn.ts";
import { callMessages } from "#lib/effects/messages.ts";
import { toAnswer } from "#lib/flow-tests/actions.ts";
import type { MessageLine as Line } from "#lib/flow-tests/differences.ts";
import type { Difference } from "#lib/flow-tests/run.ts";
import type { FlowTestAction } from "#lib/flow-tests/schema.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Format } from "#lib/i18n/format.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { oneLine } from "./context-changes.ts";

/** What the turn of a test does, in words. */
export function actionText(action: FlowTestAction, t: Translate, format: Format, locale: Locale): string {
  switch (action.action) {
    case "start":
      return t("simulator.doStart");
    case "say":
      return t("simulator.doSay", { text: action.text === "" ? messageTypeName(action.kind ?? "text", locale) : action.text });
    case "tap":
      return t("simulator.doTap", { choice: action.choice });
    case "wait":
      return t("simulator.doWait", { time: format.duration(action.seconds) });
    case "next_timer":
      return t("simulator.doNextTimer");
    case "settle_send":
      return t(`simulator.notice_${action.outcome ?? "accepted"}`);
    case "call_back":
      return t("simulator.doCallBack");
    default: {
      const { effect, result } = toAnswer(action);
      return result === undefined
        ? t("simulator.doAnswerCall", { effect: callMessages(effect, locale).name })
        : callMessages(effect, locale).turn(result);
    }
  }
}

interface DifferenceTextProps {
  difference: Difference;
  nodeName: (nodeId: string) => string;
}

/** One difference between what a test expects and what happened, for people who do not read JSON all day. */
export function DifferenceText({ difference, nodeName }: DifferenceTextProps) {
  const t = useT();
  switch (difference.kind) {
    case "messages":
      return <MessageLines lines={difference.lines} />;
    case "refused":
      return (
        <div className="flex flex-col gap-1">
          <p className="text-xs font-medium">{t("simulator.diffRefused")}</p>
          <MessageLines lines={difference.lines} />
        </div>
      );
    case "node":
      return (
        <Pair
          label={t("simulator.diffNode")}
          expected={difference.expected === null ? "—" : nodeName(difference.expected)}
          actual={difference.actual === null ? "—" : nodeName(difference.actual)}
        />
      );
    case "status":
      return (
        <Pair
          label={t("simulator.diffStatus")}
          expected={statusText(difference.expected, t)}
          actual={difference.actual === null ? "—" : statusText(difference.actual, t)}
        />
      );
    case "context":
      return (
        <Pair
          label={<code className="font-mono">{difference.path}</code>}
          expected={oneLine(difference.expected)}
          actual={oneLine(difference.actual)}
        />
      );
    case "impossible":
      return (
        <p className="text-xs text-danger-text">
          {t(difference.action in NOTHING_TO_DO ? NOTHING_TO_DO[difference.action as keyof typeof NOTHING_TO_DO] : "simulator.diffNoCall")}
        </p>
      );
  }
}

/** Why a turn could not be gone through; anything else is a call. */
const NOTHING_TO_DO = {
  next_timer: "simulator.diffNoTimer",
  tap: "simulator.diffNoTap",
  settle_send: "simulator.diffNoSend",
  call_back: "simulator.diffNoCallBack",
} as const;

function MessageLines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className="overflow-hidden rounded-md border border-border text-xs">
      {lines.map((line, index) => (
        <MessageLine key={index} kind={line.kind} text={line.text} />
      ))}
    </ul>
  );
}

const statusText = (status: string, t: Translate): string => t.maybe(`simulator.status_${status}`) ?? status;

const LINE = { same: "text-muted-foreground", missing: "bg-danger-soft text-danger-text", extra: "bg-success-soft text-success-text" };

function MessageLine({ kind, text }: { kind: keyof typeof LINE; text: string }) {
  const t = useT();
  const label = { same: null, missing: t("simulator.lineMissing"), extra: t("simulator.lineExtra") }[kind];
  return (
    <li className={cn("flex gap-1.5 px-2 py-1 leading-4 wrap-anywhere whitespace-pre-wrap", LINE[kind])}>
      <span className="w-3 shrink-0 pt-0.5">
        {kind === "missing" && <Minus aria-hidden="true" className="size-3" />}
        {kind === "extra" && <Plus aria-hidden="true" className="size-3" />}
      </span>
      <span className="min-w-0">
        {label !== null && <span className="sr-only">{label}: </span>}
        {text}
      </span>
    </li>
  );
}

function Pair({ label, expected, actual }: { label: ReactNode; expected: string; actual: string }) {
  const t = useT();
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-2 text-xs leading-5">
      <dt className="col-span-2 font-medium">{label}</dt>
      <dt className="text-muted-foreground">{t("simulator.expected")}</dt>
      <dd className="min-w-0 wrap-anywhere text-danger-text">{expected}</dd>
      <dt className="text-muted-foreground">{t("simulator.actual")}</dt>
      <dd className="min-w-0 wrap-anywhere text-success-text">{actual}</dd>
    </dl>
  );
}
