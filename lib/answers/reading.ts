import type { Json } from "../engine/types.ts";

/** What somebody's words say where a value of one type was asked for. */
export type Reading<Value extends Json = Json> =
  | { kind: "value"; value: Value }
  /** Two values fit, and only the person knows which; the more likely one first. */
  | { kind: "ambiguous"; values: readonly [Value, Value] }
  | { kind: "none" };

/** What words mean beside themselves. */
export interface AnswerSettings {
  /** The moment of the message, milliseconds since 1970: "amanhã" counts from it. */
  now: number;
  /** An IANA zone, "America/Sao_Paulo". */
  timeZone: string;
  /** How numbers and dates are written, "pt-BR". */
  language: string;
  /** ISO 3166 code of the country of a phone number without one; null: such a number is none. */
  country: string | null;
}

export const NONE = { kind: "none" } as const;

export const valueOf = <Value extends Json>(value: Value): Reading<Value> => ({ kind: "value", value });

/** One value: the reading. Two: ambiguous. None or more than two: none. Equal values count once. */
export function readingOf<Value extends Json>(found: readonly Value[]): Reading<Value> {
  const [first, second, ...more] = [...new Set(found)];
  if (first === undefined || more.length > 0) return NONE;
  return second === undefined ? valueOf(first) : { kind: "ambiguous", values: [first, second] };
}
