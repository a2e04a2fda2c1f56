"use client";
import { ExternalLink, Reply } from "lucide-react";
import type { CarouselData } from "#lib/whatsapp/outgoing/interactive-carousel.ts";
import type { OnTap } from "./drawing.tsx";
import { MarkedText } from "./marked-text.tsx";
import { TapButton, TapLink } from "./tap-button.tsx";
import { WebPicture } from "./web-pictures.tsx";

/** Cards side by side, which are pushed along as on a phone. */
export function Carousel({ text, data, onTap }: { text: string; data: CarouselData; onTap: OnTap | undefined }) {
  return (
    <>
      <MarkedText text={text} />
      {/* It is reached with the keyboard for its arrows: where nobody taps, nothing inside it is. */}
      <ul tabIndex={0} aria-label={text} className="scroll-thin -mx-1 mt-1.5 flex snap-x gap-2 overflow-x-auto rounded px-1 pb-1">
        {data.cards.map((card, index) => (
          <li key={index} className="flex w-44 shrink-0 snap-start flex-col rounded-md border border-current/10 bg-current/4 p-1.5">
            <WebPicture link={card.link} kind={data.media} className="h-24" />
            <div className="mt-1 min-h-5 flex-1 text-[13px]">{card.body !== null && <MarkedText text={card.body} />}</div>
            <div className="mt-1 flex flex-col border-t border-current/10">
              {"choices" in card ? (
                card.choices.map(({ id, title }) => (
                  <TapButton key={id} onClick={onTap && (() => onTap(id))}>
                    <Reply aria-hidden="true" className="size-3.5 shrink-0" />
                    {title}
                  </TapButton>
                ))
              ) : (
                <TapLink href={onTap === undefined ? undefined : card.button.url} title={card.button.url}>
                  <ExternalLink aria-hidden="true" className="size-3.5 shrink-0" />
                  {card.button.title}
                </TapLink>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
