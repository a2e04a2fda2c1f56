"use client";
import { ExternalLink, MapPin, UserRound } from "lucide-react";
import type { z } from "zod";
import { useLocale } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import type { link } from "#lib/whatsapp/outgoing/interactive-link.ts";
import type { contactRequest, locationRequest } from "#lib/whatsapp/outgoing/interactive-requests.ts";
import type { OnTap } from "./drawing.tsx";
import { Framed } from "./choice-parts.tsx";
import { MarkedText } from "./marked-text.tsx";
import { TapButton, TapButtons, TapLink } from "./tap-button.tsx";

type KindData = z.infer<(typeof link | typeof locationRequest | typeof contactRequest)["data"]>;

interface KindProps {
  text: string;
  data: KindData;
  onTap: OnTap | undefined;
}

/** What of interactive messages is neither a question with choices nor anything with screens or cards. */
export function LinkOrRequest({ text, data, onTap }: KindProps) {
  return data.kind === "link" ? (
    <Link text={text} data={data} isHeld={onTap !== undefined} />
  ) : (
    <Request text={text} data={data} onTap={onTap} />
  );
}

/** `isHeld`: somebody holds the phone, and may open it. */
function Link({ text, data, isHeld }: { text: string; data: Extract<KindData, { kind: "link" }>; isHeld: boolean }) {
  const { header, footer, button, url } = data;
  return (
    <Framed text={text} header={header} footer={footer}>
      <TapLink href={isHeld ? url : undefined} title={url}>
        <ExternalLink aria-hidden="true" className="size-3.5 shrink-0" />
        {button}
      </TapLink>
    </Framed>
  );
}

type RequestData = Exclude<KindData, { kind: "link" }>;

/** As WhatsApp names its own buttons, in the language of the phone. `tap`: the id of what is tapped. */
const REQUESTS: Readonly<Record<RequestData["kind"], { icon: typeof MapPin; tap: string; words: Readonly<Record<Locale, string>> }>> = {
  location_request: { icon: MapPin, tap: "location", words: { "pt-BR": "Enviar localização", en: "Send location" } },
  contact_request: { icon: UserRound, tap: "contact", words: { "pt-BR": "Compartilhar número", en: "Share phone number" } },
};

function Request({ text, data, onTap }: { text: string; data: RequestData; onTap: OnTap | undefined }) {
  const locale = useLocale();
  const { icon: Icon, tap, words } = REQUESTS[data.kind];
  return (
    <>
      <MarkedText text={text} />
      <TapButtons>
        <TapButton onClick={onTap && (() => onTap(tap))}>
          <Icon aria-hidden="true" className="size-3.5 shrink-0" />
          {words[locale]}
        </TapButton>
      </TapButtons>
    </>
  );
}
