"use client";
import { splitMessage } from "#lib/whatsapp/outgoing/registry.ts";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import { Ticks } from "#components/chat/ticks.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { fillSample } from "./sample/fill-sample.ts";
import { asText, useForm } from "./form-context.tsx";
import { readOption } from "./option-path.ts";

/** What the contact will see, with the sample's values in it. `fallback`: the text that is sent when the option is blank. */
export function MessagePreview({ option, fallback = "" }: { option: string; fallback?: string }) {
  const t = useT();
  const { options, sample, takesSecrets } = useForm();
  const written = asText(readOption(options, option));
  const { text } = fillSample(written.trim() === "" ? fallback : written, sample, takesSecrets);
  if (text.trim() === "") return null;
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="text-[13px] font-medium">{t("builder.preview")}</figcaption>
      <div className="flex flex-col gap-1.5 rounded-lg bg-chat-background p-3">
        {splitMessage({ type: "text", text, data: {} }).map((message, index) => (
          <MessageBubble
            key={index}
            align="end"
            message={message}
            foot={
              <>
                12:00 <Ticks status="read" />
              </>
            }
          />
        ))}
      </div>
    </figure>
  );
}
