"use client";
import type { ReactNode } from "react";
import { splitMessage } from "#lib/whatsapp/outgoing/registry.ts";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import type { OutgoingMessage } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { fillSample } from "./sample/fill-sample.ts";
import { useFlowLanguage } from "./sample/flow-language.tsx";
import { asText, useForm } from "./form-context.tsx";
import { readOption } from "./option-path.ts";

/** What the contact will see, with the sample's values in it. `fallback`: the text that is sent when the option is blank. */
export function MessagePreview({ option, fallback = "" }: { option: string; fallback?: string }) {
  const { options, sample, takesSecrets } = useForm();
  const written = asText(readOption(options, option));
  const { text } = fillSample(written.trim() === "" ? fallback : written, sample, takesSecrets, useFlowLanguage());
  return text.trim() === "" ? null : <MessagesPreview messages={[{ type: "text", text, data: {} }]} />;
}

/** Messages as the contact will see them, on the contact's side of a chat. `note`: what an author should know about how they look. */
export function MessagesPreview({ messages, note }: { messages: readonly OutgoingMessage[]; note?: ReactNode }) {
  const t = useT();
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="flex flex-col text-[13px] font-medium">
        {t("builder.preview")}
        {note !== undefined && <span className="text-xs leading-4 font-normal text-muted-foreground">{note}</span>}
      </figcaption>
      <div className="flex flex-col gap-1.5 rounded-lg bg-chat-background p-3">
        {messages.flatMap(splitMessage).map((message, index) => (
          <MessageBubble key={index} align="start" message={message} foot="12:00" />
        ))}
      </div>
    </figure>
  );
}
