import { fold } from "../engine/values/normal-text.ts";
import { type Reading, readingOf } from "./reading.ts";

/** Brazilian documents, wherever they stand in a sentence. Values are bare: digits (and letters) without punctuation. */

const MAX_SAID = 500;

/** What matches within the folded text, bare and in capitals, where it holds. */
function within(said: string, pattern: RegExp, holds: (bare: string) => boolean): Reading<string> {
  if (said.length > MAX_SAID) return readingOf<string>([]);
  const found = (
    fold(said)
      .replace(/\p{Pd}/gu, "-")
      .match(pattern) ?? []
  ).map((one) => one.replace(/[^a-z0-9]/g, "").toUpperCase());
  return readingOf(found.filter(holds));
}

const CPF = /(?<![\p{L}\p{N}])\d{3}[-. ]?\d{3}[-. ]?\d{3}[-. /]{0,3}\d{2}(?![\p{L}\p{N}])/gu;
const CNPJ = /(?<![\p{L}\p{N}])[a-z\d]{2}[-. ]?[a-z\d]{3}[-. ]?[a-z\d]{3}(?: ?[-/.] ?| )?[a-z\d]{4}(?: ?[-.] ?| )?\d{2}(?![\p{L}\p{N}])/gu;
const CEP = /(?<![\p{L}\p{N}])\d{2}\.?\d{3}(?: ?- ?|[ .])?\d{3}(?![\p{L}\p{N}])/gu;
/** The old form and the Mercosul one. */
const PLATE = /(?<![\p{L}\p{N}])[a-z]{3}[-. ]?\d[a-j\d]\d{2}(?![\p{L}\p{N}])/gu;

/** Eleven digits with their check digits. */
export const readCpf = (said: string): Reading<string> => within(said, CPF, isCpf);

/** Fourteen signs with their check digits; since July 2026 the first twelve may hold letters (Receita Federal, IN 2.229/2024). */
export const readCnpj = (said: string): Reading<string> => within(said, CNPJ, isCnpj);

/** Eight digits. */
export const readCep = (said: string): Reading<string> => within(said, CEP, (bare) => !/^(\d)\1*$/.test(bare));

/** "ABC1234" or "ABC1D23". */
export const readPlate = (said: string): Reading<string> => within(said, PLATE, () => true);

function isCpf(bare: string): boolean {
  if (!/^\d{11}$/.test(bare) || /^(\d)\1*$/.test(bare)) return false;
  return [9, 10].every((length) => checkDigit(bare.slice(0, length), length + 1) === bare[length]);
}

function isCnpj(bare: string): boolean {
  if (!/^[A-Z0-9]{12}\d{2}$/.test(bare) || /^(\w)\1*$/.test(bare)) return false;
  return [12, 13].every((length) => checkDigit(bare.slice(0, length), length - 7) === bare[length]);
}

/**
 * Modulo 11 with falling weights that begin at `weight` and, below 2, at 9 again. A sign counts as its ASCII code less 48: a digit as
 * itself, "A" as 17.
 */
function checkDigit(signs: string, weight: number): string {
  let sum = 0;
  let left = weight;
  for (const sign of signs) {
    sum += (sign.charCodeAt(0) - 48) * left;
    left = left === 2 ? 9 : left - 1;
  }
  const rest = sum % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}
