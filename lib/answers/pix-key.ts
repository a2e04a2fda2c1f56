import { normalText } from "../engine/values/normal-text.ts";
import { readEmail } from "./addresses.ts";
import { readCnpj, readCpf } from "./documents.ts";
import { readPhone } from "./phone.ts";
import { type Reading, readingOf } from "./reading.ts";

const RANDOM_KEY = /(?<![\p{L}\p{N}-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\p{L}\p{N}-])/giu;
const SAYS_PHONE = /\+|\(\d\d\)|\b(?:cel|celular|telefone|fone|whats|whatsapp|zap|phone)\b/i;
const SAYS_CPF = /\bcpf\b|\d{3}\.\d{3}\.\d{3}-\d{2}/i;

/**
 * A Pix key as banks take it: CPF or CNPJ bare, phone in E.164, e-mail and random key in lower case (Banco Central, DICT).
 * Eleven bare digits that are both a CPF and a mobile number are asked back.
 */
export function readPixKey(said: string): Reading<string> {
  const text = normalText(said);
  const random = (text.slice(0, 2_000).match(RANDOM_KEY) ?? []).map((one) => one.toLowerCase());
  if (random.length > 0) return readingOf(random);
  const email = readEmail(text);
  if (email.kind !== "none") return email;
  const cnpj = readCnpj(text);
  if (cnpj.kind !== "none") return cnpj;
  const [cpf, phone] = [readCpf(text), readPhone(text, { country: "BR" })];
  if (cpf.kind === "none" || SAYS_PHONE.test(text)) return phone.kind === "none" ? cpf : phone;
  if (phone.kind === "none" || SAYS_CPF.test(text)) return cpf;
  return cpf.kind === "value" && phone.kind === "value" ? readingOf([cpf.value, phone.value]) : cpf;
}
