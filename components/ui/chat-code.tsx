"use client";
import { ExternalLink } from "lucide-react";
import { QrCode } from "#components/ui/qr-code.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { chatLink } from "#lib/whatsapp/chat-link.ts";

/** The way to a number: a code for the phone's camera and the link itself. Nothing where the number is not known. */
export function ChatCode({ number }: { number: string | null }) {
  const t = useT();
  const link = chatLink(number);
  if (link === null || number === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-4">
      <QrCode text={link} label={t("channels.qrOf", { number })} />
      <div className="flex min-w-0 flex-col gap-1">
        <span className="font-medium">{number}</span>
        <a
          href={link}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 rounded text-primary-text underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
        >
          {t("channels.openChat")}
          <ExternalLink aria-hidden="true" className="size-3.5" />
        </a>
        <span className="text-xs break-all text-muted-foreground">{link}</span>
      </div>
    </div>
  );
}
