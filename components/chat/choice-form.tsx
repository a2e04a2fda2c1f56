"use client";
import { ClipboardCheck, ClipboardList } from "lucide-react";
import { useLocale } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import type { Context, Json } from "#lib/engine/types.ts";
import type { FormData } from "#lib/whatsapp/outgoing/interactive-form.ts";
import { Framed } from "./choice-parts.tsx";
import type { OnTap } from "./drawing.tsx";
import { TapButton } from "./tap-button.tsx";

/** A WhatsApp form of ours: its words, and the button that opens it. */
export function SentForm({ text, data, onTap }: { text: string; data: FormData; onTap: OnTap | undefined }) {
  const { header, footer, button, token } = data;
  return (
    <Framed text={text} header={header} footer={footer}>
      <TapButton onClick={onTap && (() => onTap(`${token}:form`))}>
        <ClipboardList aria-hidden="true" className="size-4 shrink-0" />
        {button}
      </TapButton>
    </Framed>
  );
}

const FILLED_IN: Readonly<Record<Locale, string>> = { "pt-BR": "Formulário preenchido", en: "Form filled in" };
const MOST_SHOWN = 30;

/** What a contact filled into a form. */
export function FilledForm({ values }: { values: Context }) {
  const locale = useLocale();
  const rows = Object.entries(values).slice(0, MOST_SHOWN);
  return (
    <>
      <p className="flex items-center gap-1.5 font-medium">
        <ClipboardCheck aria-hidden="true" className="size-4 shrink-0" />
        {FILLED_IN[locale]}
      </p>
      {rows.length > 0 && (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-0.5 text-xs">
          {rows.map(([field, value]) => (
            <div key={field} className="contents">
              <dt className="text-chat-muted">{field}</dt>
              <dd>{shown(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

const shown = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
