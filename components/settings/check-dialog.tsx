"use client";
import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { serverWords } from "#components/api/server-words.ts";
import { problemText } from "#components/api/use-action.ts";
import type { ChannelResponse, CheckFinding } from "#lib/api/channels.ts";
import { webhookRefusal } from "#lib/api/webhook-refusals.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Moments } from "#lib/i18n/moments.ts";
import type { ChannelActions } from "./actions.ts";
import { refusalText } from "./refusal-text.ts";

const LEVELS = {
  ok: { icon: CircleCheck, label: "settings.checkOk", color: "text-success-text" },
  warning: { icon: TriangleAlert, label: "settings.checkWarning", color: "text-warning-text" },
  error: { icon: CircleX, label: "settings.checkError", color: "text-danger-text" },
} as const;

type Outcome = { round: number; findings: CheckFinding[] } | { round: number; failure: string };

/** Asks as soon as it opens, and says of each thing whether it is right and what to do if not. */
export function CheckDialog({
  channel,
  check,
  onClose,
}: {
  channel: ChannelResponse;
  check: ChannelActions["check"];
  onClose: () => void;
}) {
  const t = useT();
  const moments = useMoments();
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    let current = true;
    check(channel.id).then(
      (result) => current && setOutcome(result.ok ? { round, findings: result.value } : { round, failure: problemText(result.problem, t) }),
      (error: unknown) => current && setOutcome({ round, failure: serverWords(error) ?? t("common.errorNetwork") }),
    );
    return () => {
      current = false;
    };
  }, [check, channel.id, round, t]);

  const done = outcome?.round === round ? outcome : null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("settings.checkTitle", { name: channel.name })}>
        <div aria-live="polite" aria-busy={done === null} className="flex min-h-24 flex-col gap-3">
          {done === null && (
            <p className="flex items-center gap-2 text-muted-foreground">
              <Spinner />
              {t("settings.checkRunning")}
            </p>
          )}
          {done !== null && "failure" in done && <Callout tone="danger">{done.failure}</Callout>}
          {done !== null && "findings" in done && (
            <ul className="flex flex-col gap-3">
              {done.findings.map((finding, index) => {
                const { level } = finding;
                const { icon: Icon, label, color } = LEVELS[level];
                return (
                  <li key={index} className="flex gap-2.5">
                    <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${color}`} />
                    <span className="min-w-0 break-words">
                      <span className="sr-only">{t(label)}: </span>
                      {findingText(finding, t, moments)}
                    </span>
                  </li>
                );
              })}
            </ul>
          )}
        </div>
        <DialogFooter>
          <Button disabled={done === null} onClick={() => setRound(round + 1)}>
            {t("settings.checkAgain")}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t("common.close")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function findingText({ code, params }: CheckFinding, t: Translate, moments: Moments | null): string {
  if (code === "webhook_refused" && moments !== null) return refusalText(webhookRefusal.parse(params), t, moments);
  return t.maybe(`settings.check_${code}`, params) ?? code;
}
