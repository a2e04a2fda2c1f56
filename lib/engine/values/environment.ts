import type { CallbackAddresses } from "../types.ts";
import { problem } from "../problem/problem.ts";
import { Budget, LimitError } from "./budget.ts";

/** What a text or a condition means besides its values: all optional, so that one can be tried alone. */
export interface LanguageOptions {
  /** How numbers and dates are written, "pt-BR" unless told. */
  language?: string;
  /** An IANA zone, "America/Sao_Paulo" unless told. */
  timeZone?: string;
  /** What the addresses for calls from outside are made of; without it examples of them are. */
  callbacks?: CallbackAddresses | undefined;
  /** The moment of the event: milliseconds since 1970, or ISO text. Nothing else tells the time. */
  now?: number | string | undefined;
}

export const DEFAULT_LANGUAGE = "pt-BR";
export const DEFAULT_TIME_ZONE = "America/Sao_Paulo";

/** What one evaluation or rendering may still do, and what its values mean. */
export class Environment extends Budget {
  readonly language: string;
  readonly timeZone: string;
  readonly callbacks: CallbackAddresses | null;
  /** Milliseconds since 1970; null when nobody said. */
  readonly now: number | null;

  constructor(limit: number, { language = DEFAULT_LANGUAGE, timeZone = DEFAULT_TIME_ZONE, now, callbacks }: LanguageOptions = {}) {
    super(limit);
    this.language = language.includes("_") ? language.replaceAll("_", "-") : language;
    this.timeZone = timeZone;
    this.callbacks = callbacks ?? null;
    const at = typeof now === "string" ? Date.parse(now) : (now ?? null);
    if (at !== null && !Number.isFinite(at)) throw new LimitError("type", problem("date_expected", { value: String(now).slice(0, 40) }));
    this.now = at;
  }
}
