/** What people type as a phone number. On the server alone: the tables of all countries' numbers weigh 145 KB. */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from "libphonenumber-js/max";
import { lookupVariants } from "#lib/whatsapp/phone.ts";

/** Two capital letters of ISO 3166 whose numbers we know. */
export const isCountry = (code: string): code is CountryCode => isSupportedCountry(code);

/** `certain`: with its country. Otherwise only the digits are, and whoever is known by just these digits may be meant. */
export type TypedPhone = { certain: true; waId: string } | { certain: false; digits: string };

/**
 * A phone number as people write it, in digits with the country code first, as Meta writes it. With `+` or `00` it has its country; else it
 * is one of the given country, as it is dialled there or with that country's own code, by the lengths and trunk prefixes of that
 * country. Null when it can be no number at all. Digits are not rewritten between the forms that one number has
 * (Brazil's ninth digit): which one WhatsApp knows cannot be computed.
 */
export function readPhone(text: string, country: string | null): TypedPhone | null {
  // Address books paste invisible direction marks and all kinds of spaces and dashes.
  const compact = text.replace(/[\s\p{Cf}\p{Pd}().\/]/gu, "");
  const [, prefix = "", digits = ""] = /^(\+|00)?(\d{5,20})$/.exec(compact) ?? [];
  if (digits === "") return null;
  if (prefix !== "") {
    const number = international(digits);
    return number !== undefined && inSomeForm(number, (each) => each.isPossible())
      ? { certain: true, waId: asGiven(digits, number) }
      : null;
  }
  if (country !== null && isCountry(country)) {
    const national = parsePhoneNumberFromString(digits, country);
    if (national !== undefined && isNumber(national)) return { certain: true, waId: digitsOf(national) };
    const withCode = international(digits);
    if (withCode !== undefined && withCode.countryCallingCode === getCountryCallingCode(country) && isNumber(withCode))
      return { certain: true, waId: asGiven(digits, withCode) };
  }
  return /^[1-9]\d{7,14}$|^0\d{8,14}$/.test(digits) ? { certain: false, digits } : null;
}

const international = (digits: string) => parsePhoneNumberFromString(`+${digits}`);
const digitsOf = ({ number }: PhoneNumber) => number.slice(1);

/** WhatsApp knows some numbers in a form that nobody dials any more. */
const inSomeForm = (number: PhoneNumber, is: (form: PhoneNumber) => boolean) =>
  is(number) || lookupVariants(digitsOf(number)).some((waId) => is(international(waId) ?? number));
const isNumber = (number: PhoneNumber) => inSomeForm(number, (form) => form.isValid());

/** As it was written, where that is the same number in another form; else without what does not belong into it (a trunk prefix). */
const asGiven = (digits: string, number: PhoneNumber) => (lookupVariants(digitsOf(number)).includes(digits) ? digits : digitsOf(number));
