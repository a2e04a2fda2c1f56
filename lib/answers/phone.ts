import { type CountryCode, findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { normalText } from "../engine/values/normal-text.ts";
import { lookupVariants } from "../whatsapp/phone.ts";
import { type AnswerSettings, type Reading, readingOf } from "./reading.ts";

const MAX_SAID = 500;
const DIGITS = /(?<!\d)\+?\d[\d\s().-]{5,23}\d{4}(?!\d)/g;

/**
 * One phone number in E.164, wherever it stands in a sentence. A number without its country takes the one of the settings. A Brazilian
 * mobile that is said without its ninth digit gets it, as a call would need it.
 */
export function readPhone(said: string, { country }: Pick<AnswerSettings, "country">): Reading<string> {
  if (said.length > MAX_SAID) return readingOf<string>([]);
  const text = normalText(said)
    .normalize("NFKC")
    .replace(/(?<!\d)00(?=[1-9][\d ().-]{7})/g, "+");
  const known: CountryCode | undefined = country !== null && isSupportedCountry(country) ? country : undefined;
  const options = known === undefined ? { v2: true as const } : { v2: true as const, defaultCountry: known };
  const found = findPhoneNumbersInText(text, options)
    .filter((one, index, all) => !isPart(text, one.startsAt, one.endsAt, all[index - 1]?.endsAt, all[index + 1]?.startsAt))
    .map(({ number }) => number.number as string);
  return readingOf(found.length > 0 ? found : (text.match(DIGITS) ?? []).flatMap((one) => repaired(one, known)));
}

/** Whether more digits lean on it that are no number of their own: "11 91234-5678" ends in one of Portugal. */
function isPart(text: string, start: number, end: number, before = 0, after = text.length): boolean {
  return /\d[ ().-]*$/.test(text.slice(before, start)) || /^[ ().-]*\d/.test(text.slice(end, after));
}

/** The number where only the mobile digit, or the plus, is missing. */
function repaired(said: string, country: CountryCode | undefined): string[] {
  const digits = said.replace(/\D/g, "").replace(/^0(?=[1-9]{2}\d{8,9}$)/, "");
  const candidates = said.startsWith("+") ? [`+${digits}`] : [...(country === "BR" ? [`+55${digits}`] : []), `+${digits}`];
  const full = candidates.flatMap((one) => lookupVariants(one.slice(1))).map((one) => parsePhoneNumberFromString(`+${one}`));
  const valid = full.find((one) => one?.isValid() === true);
  return valid === undefined ? [] : [valid.number];
}
