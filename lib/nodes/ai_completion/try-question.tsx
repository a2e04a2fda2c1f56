"use client";
import { type TriedCall, useForm } from "#components/node-form/form-context.tsx";
import { TryPanel, tryToMake } from "#components/node-form/try-panel.tsx";
import { SYSTEM_ROLE } from "../../effects/complete_ai/adjustments.ts";
import { aiResult, completeAi } from "../../effects/complete_ai/effect.ts";
import { useLocale } from "../../i18n/client.tsx";
import { fill } from "../../i18n/message.ts";
import { toWhatsAppMarks } from "../../whatsapp/marks.ts";
import { aiConfig } from "./config.ts";
import { promptOf, requestOf } from "./request.ts";
import { tryWords } from "./words.ts";

/** Asks the model with the sample's values: whether it answers, what it does not take, and what the contact would read. */
export function TryQuestion() {
  const words = tryWords[useLocale()];
  const { options, sample } = useForm();
  const config = aiConfig.safeParse(options);
  return (
    <TryPanel
      effect={completeAi.type}
      words={words}
      made={config.success ? tryToMake(() => requestOf(config.data, sample, promptOf(config.data, sample, undefined))) : null}
    >
      {(tried) => <Tried tried={tried} isFormatted={config.success && config.data.whatsapp_format} />}
    </TryPanel>
  );
}

function Tried({ tried, isFormatted }: { tried: TriedCall; isFormatted: boolean }) {
  const locale = useLocale();
  const words = tryWords[locale];
  const result = "problem" in tried ? null : aiResult.parse(tried.result);
  if (result?.ok !== true) {
    const said =
      result === null ? ("problem" in tried ? tried.problem : "") : fill(words.failed, locale, { code: result.code, error: result.error });
    return (
      <p role="alert" className="text-xs text-danger-text">
        {said}
      </p>
    );
  }
  const notes = Object.entries(result.adjusted ?? {}).map(([name, as]) =>
    name === SYSTEM_ROLE ? words.system : fill(as === null ? words.left : words.renamed, locale, { name, as: as ?? "" }),
  );
  return (
    <div role="status" className="flex flex-col gap-1 text-xs">
      <p className="text-muted-foreground">{fill(words.answer, locale, { model: result.model })}</p>
      <p className="max-h-48 overflow-auto rounded-md bg-surface p-2 whitespace-pre-wrap">
        {isFormatted ? toWhatsAppMarks(result.text) : result.text}
      </p>
      {[...(result.simulated ? [words.simulated] : []), ...notes].map((note) => (
        <p key={note} className="text-warning-text">
          {note}
        </p>
      ))}
    </div>
  );
}
