"use client";
import type { ReactNode } from "react";
import { Bubble } from "./bubble.tsx";
import type { ChatMessage, OnTap } from "./drawing.tsx";
import { MessageContent } from "./registry.tsx";

interface MessageBubbleProps {
  message: ChatMessage;
  align: "start" | "end";
  /** Who says it, for those who cannot see on which side it is. */
  speaker?: string | undefined;
  /** What the quoted message says, above the message itself; null where it is not in sight. */
  quoted?: string | null | undefined;
  /** In small below it: the time, how far it has come. */
  foot: ReactNode;
  /** See `MessageContent`. */
  onTap?: OnTap | undefined;
  className?: string | undefined;
}

/** One message in its bubble: the same in preview, simulator and console. */
export function MessageBubble({ message, align, speaker, quoted = null, foot, onTap, className }: MessageBubbleProps) {
  return (
    <Bubble align={align} className={className}>
      {speaker !== undefined && <span className="sr-only">{speaker} </span>}
      {quoted !== null && (
        <blockquote className="mb-1 line-clamp-2 rounded border-l-4 border-chat-read/60 bg-black/5 px-2 py-0.5 text-xs text-chat-muted dark:bg-white/5">
          {quoted}
        </blockquote>
      )}
      <MessageContent message={message} onTap={onTap} />
      <span className="mt-0.5 flex flex-wrap items-center justify-end gap-x-1.5 text-[11px] leading-4 text-chat-muted">{foot}</span>
    </Bubble>
  );
}
