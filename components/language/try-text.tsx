"use client";
import { useState } from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { Result } from "./example.tsx";

const FIRST = "Olá, {{ nome|upper }}! Total: R$ {preco:,.2f}";

/** A text to write, with its result below. */
export function TryText() {
  const t = useT();
  const [text, setText] = useState(FIRST);
  return (
    <div className="flex flex-col gap-2">
      <Textarea
        aria-label={t("language.example")}
        value={text}
        rows={3}
        spellCheck={false}
        className="font-mono text-[13px]"
        onChange={({ target }) => setText(target.value)}
      />
      <div role="status">
        <Result text={text} />
      </div>
    </div>
  );
}
