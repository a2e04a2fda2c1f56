"use client";
import { messageTypeName } from "./registry.tsx";
import { useLocale, useT } from "#lib/i18n/client.tsx";

interface LastSaidProps {
  /** Null: nothing was said. */
  message: { direction: "inbound" | "outbound"; type: string; text: string } | null;
}

/** The last sentence of a conversation, in one line; ours begins with who says it. */
export function LastSaid({ message }: LastSaidProps) {
  const t = useT();
  const locale = useLocale();
  if (message === null) return null;
  const { direction, type, text } = message;
  return (
    <>
      {direction === "outbound" && <span>{t("executions.weSaid")} </span>}
      {text === "" ? messageTypeName(type, locale) : text.replaceAll(/\s+/g, " ")}
    </>
  );
}
