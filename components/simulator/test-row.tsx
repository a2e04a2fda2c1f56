"use client";
import { CircleCheck, CircleDashed, CircleX, EllipsisVertical, Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { Input } from "#components/ui/input.tsx";
import type { FlowTestResponse } from "#lib/api/flow-tests.ts";
import type { FlowTestResult } from "#lib/flow-tests/run.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { actionText, DifferenceText } from "./difference-text.tsx";
import { useNodeName, useSimulator } from "./simulator-context.tsx";
import type { Tests } from "./use-tests.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

interface TestRowProps {
  test: FlowTestResponse;
  result: FlowTestResult<FlowTestResponse> | undefined;
  tests: Tests;
  onOpen: (test: FlowTestResponse) => void;
}

/** One test: how it went, and turn by turn what differs. */
export function TestRow({ test, result, tests, onOpen }: TestRowProps) {
  const t = useT();
  const { canEdit } = useSimulator();
  const [renaming, setRenaming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const state = result === undefined ? t("simulator.testNotRun") : result.passed ? t("simulator.testPassed") : t("simulator.testFailed");
  return (
    <li className="flex flex-col gap-2 border-b border-border px-3 py-2">
      <div className="flex items-center gap-2">
        <Mark result={result} label={state} />
        {renaming ? (
          <Rename test={test} onDone={() => setRenaming(false)} onSave={tests.rename} />
        ) : (
          <div className="min-w-0 flex-1">
            <p className="truncate text-[13px] font-medium">{test.name}</p>
            <p className="text-xs text-muted-foreground">{`${state} · ${t("simulator.turns", { count: test.turns.length })}`}</p>
          </div>
        )}
        <Button size="icon-sm" variant="ghost" aria-label={t("simulator.runTest", { name: test.name })} onClick={() => tests.run(test)}>
          <Play aria-hidden="true" />
        </Button>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon-sm" variant="ghost" aria-label={t("common.actionsFor", { name: test.name })}>
              <EllipsisVertical aria-hidden="true" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => onOpen(test)}>{t("simulator.openTest")}</DropdownMenuItem>
            {canEdit && (
              <>
                <DropdownMenuItem onSelect={() => setRenaming(true)}>{t("simulator.renameTest")}</DropdownMenuItem>
                <DropdownMenuSeparator />
                <DropdownMenuItem danger onSelect={() => setDeleting(true)}>
                  {t("common.delete")}
                </DropdownMenuItem>
              </>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
      {result !== undefined && !result.passed && (
        <Differences result={result} onOpen={() => onOpen(test)} onAccept={canEdit ? () => tests.accept(test) : null} />
      )}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        danger
        title={t("simulator.deleteTest", { name: test.name })}
        description={t("simulator.deleteTestText")}
        confirmLabel={t("common.delete")}
        onConfirm={() => tests.remove(test)}
      />
    </li>
  );
}

function Mark({ result, label }: { result: TestRowProps["result"]; label: string }) {
  if (result === undefined) return <CircleDashed aria-label={label} className="size-4 shrink-0 text-muted-foreground" />;
  return result.passed ? (
    <CircleCheck aria-label={label} className="size-4 shrink-0 text-success-text" />
  ) : (
    <CircleX aria-label={label} className="size-4 shrink-0 text-danger-text" />
  );
}

function Differences({
  result,
  onOpen,
  onAccept,
}: {
  result: FlowTestResult<FlowTestResponse>;
  onOpen: () => void;
  onAccept: (() => Promise<void>) | null;
}) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const nodeName = useNodeName();
  const [pending, setPending] = useState(false);
  const accept = async () => {
    setPending(true);
    await onAccept?.();
    setPending(false);
  };
  return (
    <div className="flex flex-col gap-2.5 pl-6">
      {result.turns.map(({ differences }, index) => {
        const turn = result.test.turns[index];
        if (differences.length === 0 || turn === undefined) return null;
        return (
          <div key={index} className="flex flex-col gap-1.5">
            <p className="text-xs font-medium wrap-anywhere">{`${index + 1}. ${actionText(turn.do, t, format, locale)}`}</p>
            {differences.map((difference, n) => (
              <DifferenceText key={n} difference={difference} nodeName={nodeName} />
            ))}
          </div>
        );
      })}
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" onClick={onOpen}>
          {t("simulator.openTest")}
        </Button>
        {onAccept && (
          <Button size="sm" pending={pending} onClick={() => void accept()}>
            {t("simulator.acceptTest")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Rename({ test, onDone, onSave }: { test: FlowTestResponse; onDone: () => void; onSave: Tests["rename"] }) {
  const t = useT();
  const [name, setName] = useState(test.name);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    if (name.trim() === test.name || (await onSave(test, name.trim()))) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)} className="min-w-0 flex-1">
      <Input
        autoFocus
        aria-label={t("simulator.testName")}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        onBlur={onDone}
        onKeyDown={(event) => {
          if (pressedKey(event) !== "Escape") return;
          event.stopPropagation();
          onDone();
        }}
      />
    </form>
  );
}
