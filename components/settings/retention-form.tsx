"use client";
import { useRouter } from "next/navigation";
import { type SubmitEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useAction } from "#components/api/use-action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Retention, RetentionKind, RetentionRule } from "#lib/api/retention.ts";
import { useT } from "#lib/i18n/client.tsx";
import { changedKinds, type Errors, errorsOf, lossOf, type Rules, shortenedKinds } from "./retention.ts";

interface RetentionFormProps {
  values: Retention;
  rules: Rules;
  save: (values: Retention) => Promise<ActionResult<Retention>>;
}

/** Events and AI calls hold what was said, so they go with the conversation at the latest. */
const WITH_CONVERSATION: ReadonlySet<RetentionKind> = new Set(["mailbox", "ai_calls"]);

export function RetentionForm({ values, rules, save }: RetentionFormProps) {
  const t = useT();
  const kinds = Object.keys(rules) as RetentionKind[];
  const router = useRouter();
  const { run, pending } = useAction();
  const [forever, setForever] = useState<ReadonlySet<RetentionKind>>(new Set(kinds.filter((kind) => values[kind] === null)));
  const [errors, setErrors] = useState<Errors>({});
  /** What waits for the person's consent, because something goes sooner than before. */
  const [shorter, setShorter] = useState<Retention | null>(null);
  const store = async (wanted: Retention): Promise<boolean> => {
    const saved = await run(() => save(wanted));
    if (saved === undefined) return false;
    toast.success(t("settings.retentionSaved"));
    router.refresh();
    return true;
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const daysOf = (kind: RetentionKind) => (forever.has(kind) ? null : Number(String(form.get(kind) ?? "").trim() || NaN));
    // The rules name every kind.
    const wanted = Object.fromEntries(kinds.map((kind) => [kind, daysOf(kind)])) as unknown as Retention;
    const found = errorsOf(wanted, rules, t);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    if (changedKinds(values, wanted).length === 0) toast.info(t("settings.retentionUnchanged"));
    else if (shortenedKinds(values, wanted).length > 0) setShorter(wanted);
    else void store(wanted);
  };

  const help = (kind: RetentionKind, { fallback, min, max }: RetentionRule) =>
    t(WITH_CONVERSATION.has(kind) ? "settings.retentionHelpWithConversation" : "settings.retentionHelp", {
      fallback:
        fallback === null
          ? t(kind === "conversations" ? "settings.retentionForever" : "settings.retentionForGood")
          : t("settings.retentionDays", { count: fallback }),
      min,
      max,
    });

  return (
    <form onSubmit={submit} onInput={() => setErrors({})} noValidate className="flex max-w-xl flex-col gap-5">
      {kinds.map((kind) => (
        <Field key={kind} label={t.maybe(`settings.retention_${kind}`) ?? kind} help={help(kind, rules[kind])} error={errors[kind]}>
          {(control) => (
            <div className="flex flex-wrap items-center gap-2">
              {rules[kind].fallback === null && (
                <Select
                  value={forever.has(kind) ? "forever" : "days"}
                  onValueChange={(choice) =>
                    setForever(new Set(choice === "forever" ? [...forever, kind] : [...forever].filter((other) => other !== kind)))
                  }
                >
                  <SelectTrigger
                    {...(forever.has(kind) ? control : { "aria-label": t.maybe(`settings.retention_${kind}`) ?? kind })}
                    className="w-60"
                  >
                    <SelectValue />
                  </SelectTrigger>
                  <SelectContent>
                    <SelectItem value="forever">
                      {t(kind === "conversations" ? "settings.retentionForeverChoice" : "settings.retentionForGoodChoice")}
                    </SelectItem>
                    <SelectItem value="days">{t("settings.retentionDaysChoice")}</SelectItem>
                  </SelectContent>
                </Select>
              )}
              {!forever.has(kind) && (
                <>
                  <Input
                    {...control}
                    name={kind}
                    type="number"
                    inputMode="numeric"
                    min={rules[kind].min}
                    max={rules[kind].max}
                    defaultValue={values[kind] ?? 365}
                    className="w-28 tabular-nums"
                  />
                  <span className="text-sm text-muted-foreground">{t("settings.retentionDaysUnit")}</span>
                </>
              )}
            </div>
          )}
        </Field>
      ))}
      <Button type="submit" variant="primary" pending={pending} className="self-start">
        {t("settings.retentionSave")}
      </Button>
      <ConfirmDialog
        open={shorter !== null}
        onOpenChange={(open) => !open && setShorter(null)}
        title={t("settings.retentionShorterTitle")}
        description={shorter !== null && <Losses losses={shortenedKinds(values, shorter).map((kind) => lossOf(kind, shorter, t))} />}
        confirmLabel={t("settings.retentionShorterConfirm")}
        danger
        onConfirm={async () => shorter !== null && (await store(shorter))}
      />
    </form>
  );
}

function Losses({ losses }: { losses: readonly string[] }) {
  const t = useT();
  return (
    <>
      <p>{t("settings.retentionShorterText")}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1 pl-5">
        {losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
    </>
  );
}
