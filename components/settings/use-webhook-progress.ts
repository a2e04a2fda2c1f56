"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { WebhookProgress } from "#lib/api/channels.ts";
import type { ChannelActions } from "./actions.ts";

const EVERY_MS = 2_000;

/** How far the way from Meta to a channel is open, looked at while somebody waits for it. Messages: since the first look. */
export function useWebhookProgress(channelId: number, progress: ChannelActions["progress"]): WebhookProgress | null {
  const since = useRef<number | null>(null);
  const { data } = useQuery({
    queryKey: ["webhook-progress", channelId],
    queryFn: async () => {
      const result = await progress(channelId, since.current);
      if (!result.ok) return null;
      since.current ??= result.value.now;
      return result.value;
    },
    refetchInterval: EVERY_MS,
    // What was heard the last time that somebody waited is nobody's test now.
    gcTime: 0,
    staleTime: 0,
  });
  return data ?? null;
}
