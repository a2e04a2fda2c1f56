"use client";
/** What every call looks like. A new one: its card.tsx and log.tsx, its line below (README.md, "A call more"). */
import { AudioLines, Globe, Sparkles } from "lucide-react";
import type { CallName } from "#lib/engine/calls.ts";
import type { CallDrawing } from "./call-drawing.tsx";
import { HttpCard } from "./call_http/card.tsx";
import { HttpLog } from "./call_http/log.tsx";
import { AiCard } from "./complete_ai/card.tsx";
import { AiLog } from "./complete_ai/log.tsx";
import { TranscribeCard } from "./transcribe/card.tsx";
import { TranscribeLog } from "./transcribe/log.tsx";

export const CALL_DRAWINGS: Readonly<Record<CallName, CallDrawing>> = {
  call_http: { icon: Globe, Card: HttpCard, Log: HttpLog },
  complete_ai: { icon: Sparkles, Card: AiCard, Log: AiLog },
  transcribe: { icon: AudioLines, Card: TranscribeCard, Log: TranscribeLog },
};
