"use client";
/** What every call looks like. A new one: its card.tsx and log.tsx, its line below (README.md, "A call more"). */
import { Sparkles } from "lucide-react";
import type { CallName } from "#lib/engine/calls.ts";
import type { CallDrawing } from "./call-drawing.tsx";
import { AiCard } from "./complete_ai/card.tsx";
import { AiLog } from "./complete_ai/log.tsx";

export const CALL_DRAWINGS: Readonly<Record<CallName, CallDrawing>> = {
  complete_ai: { icon: Sparkles, Card: AiCard, Log: AiLog },
};
