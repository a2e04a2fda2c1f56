import type { ReactNode } from "react";
import { MarkedText } from "./marked-text.tsx";
import { TapButtons } from "./tap-button.tsx";
import { WebPicture } from "./web-pictures.tsx";

interface FramedProps {
  text: string;
  /** Words, or a picture. */
  header: string | { link: string } | null;
  footer: string | null;
  /** What can be tapped, below it all. */
  children: ReactNode;
}

/** Header, body and footer of a message, above what can be tapped. */
export function Framed({ text, header, footer, children }: FramedProps) {
  return (
    <>
      {typeof header === "string" && <p className="font-semibold">{header}</p>}
      {typeof header === "object" && header !== null && <WebPicture link={header.link} className="-mx-1.5 -mt-0.5 mb-1" />}
      <MarkedText text={text} />
      {footer !== null && <p className="text-xs text-chat-muted">{footer}</p>}
      <TapButtons>{children}</TapButtons>
    </>
  );
}
