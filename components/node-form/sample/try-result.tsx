import { Check, X } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import type { Context } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { Problem } from "#lib/engine/problem/problem.ts";
import { problemTextWith } from "#lib/i18n/problem-text.ts";
import { useForm } from "../form-context.tsx";
import { fillSample, judgeSample } from "./fill-sample.ts";
import { useFlowLanguage } from "./flow-language.tsx";

interface ResultProps {
  source: string;
  sample: Context;
}

/** A text with the sample's values in it, or why it cannot be read. */
export function TemplateResult({ source, sample }: ResultProps) {
  const { takesSecrets } = useForm();
  const { text, problem } = fillSample(source, sample, takesSecrets, useFlowLanguage());
  if (problem !== null) return <Refused problem={problem} />;
  return <p className="max-h-40 overflow-auto rounded-md bg-muted px-2.5 py-2 text-sm wrap-anywhere whitespace-pre-wrap">{text}</p>;
}

/** Whether a condition holds for the sample, and the value that says so where that is not plain. */
export function ConditionResult({ source, sample }: ResultProps) {
  const t = useT();
  const language = useFlowLanguage();
  if (source.trim() === "") return <p className="text-sm text-muted-foreground">{t("builder.conditionAlways")}</p>;
  const judged = judgeSample(source, sample, language);
  if ("problem" in judged) return <Refused problem={judged.problem} />;
  const { holds, value } = judged;
  const Icon = holds ? Check : X;
  return (
    <p
      className={cn(
        "flex flex-wrap items-center gap-2 rounded-md px-2.5 py-2 text-base font-semibold",
        holds ? "bg-success-soft text-success-text" : "bg-muted text-foreground",
      )}
    >
      <Icon aria-hidden="true" className="size-5 shrink-0" />
      {holds ? t("builder.conditionTrue") : t("builder.conditionFalse")}
      {typeof value !== "boolean" && <code className="text-xs font-normal wrap-anywhere">{JSON.stringify(value)}</code>}
    </p>
  );
}

function Refused({ problem }: { problem: Problem }) {
  const locale = useLocale();
  return (
    <p className="rounded-md bg-danger-soft px-2.5 py-2 text-sm text-danger-text">{problemTextWith(() => undefined, problem, locale)}</p>
  );
}
