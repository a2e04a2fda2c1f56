"use client";
import type { LucideIcon } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import type { Context, Json } from "#lib/engine/types.ts";

export interface CallCardProps {
  request: Context;
  /** What was last given along with an answer at the same node; undefined before the first. */
  kept: Json | undefined;
  /** The result comes back to the node. `kept`: what the card is to begin with when the node calls again. */
  answer: (result: Context, kept?: Json) => void;
  /** The call is being made for real. */
  busy: boolean;
  /** The button that makes it for real, to stand behind the card's own; null for users who may not. */
  real: ReactNode;
}

export interface CallLogProps {
  request: unknown;
  /** Null while it is under way. */
  result: unknown;
}

/** What a call looks like. */
export interface CallDrawing {
  icon: LucideIcon;
  /** In the simulator: what is asked, and how a person answers it. The simulator draws the frame. */
  Card: ComponentType<CallCardProps>;
  /** On the page of an execution: what went out and what came back. The page draws the frame. */
  Log: ComponentType<CallLogProps>;
}
