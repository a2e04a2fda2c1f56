const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MANY_DIGITS = /\d{16}/;
const WHOLE = /^-?\d{16,}$/;

/**
 * JSON as somebody else wrote it, with whole numbers beyond 2^53 as texts of their digits: parsed as numbers they would become
 * neighbours of themselves, and an order, a document or an account somebody else's.
 * @throws SyntaxError
 */
export function parseKeepingDigits(text: string): unknown {
  return JSON.parse(MANY_DIGITS.test(text) ? text.replace(TEXT_OR_NUMBER, quoteIfBeyond) : text);
}

const quoteIfBeyond = (token: string): string => (WHOLE.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token);
