import { expect, test } from "vitest";
import { readPhone, type TypedPhone } from "./phone-number.ts";

const certain = (waId: string): TypedPhone => ({ certain: true, waId });
const uncertain = (digits: string): TypedPhone => ({ certain: false, digits });

test.each<[string, string | null, ReturnType<typeof readPhone>]>([
  // With its country.
  ["+55 (11) 99999-0037", null, certain("5511999990037")],
  ["0055 11 99999.0037", null, certain("5511999990037")],
  ["\u202a+55\u00a011\u00a099999\u20110037\u202c", null, certain("5511999990037")],
  ["+55 011 99999-0037", null, certain("5511999990037")],
  ["+55 0 15 11 99999-0037", null, certain("5511999990037")],
  ["+55 11 9999-0037", null, certain("551199990037")],
  ["+44 (0) 20 7946 0018", null, certain("442079460018")],
  ["+1 415 555 1212", "BR", certain("14155551212")],
  ["+5215512345678", null, certain("5215512345678")],
  ["+525512345678", null, certain("525512345678")],
  ["+54 9 11 2345-6789", null, certain("5491123456789")],
  ["+54 11 15 2345-6789", null, certain("5491123456789")],
  ["+351 912 345 678", "BR", certain("351912345678")],
  ["+39 06 6982 1234", null, certain("390669821234")],
  // As it is dialled in the country, or with the country's own code.
  ["(11) 99999-0037", "BR", certain("5511999990037")],
  ["11999990037", "BR", certain("5511999990037")],
  ["011 99999-0037", "BR", certain("5511999990037")],
  ["0 15 11 99999-0037", "BR", certain("5511999990037")],
  ["5511999990037", "BR", certain("5511999990037")],
  ["551199990037", "BR", certain("551199990037")],
  ["(31) 8888-7777", "BR", certain("553188887777")],
  ["(55) 99999-0037", "BR", certain("5555999990037")],
  ["55 3221-1234", "BR", certain("555532211234")],
  ["4155551212", "US", certain("14155551212")],
  ["1 415 555 1212", "US", certain("14155551212")],
  ["912 345 678", "PT", certain("351912345678")],
  ["351 912 345 678", "PT", certain("351912345678")],
  ["06 6982 1234", "IT", certain("390669821234")],
  ["11 15 2345-6789", "AR", certain("5491123456789")],
  ["079 123 45 67", "CH", certain("41791234567")],
  // Of whichever country.
  ["(11) 99999-0037", null, uncertain("11999990037")],
  ["011 99999-0037", null, uncertain("011999990037")],
  ["4155551212", null, uncertain("4155551212")],
  ["5511999990037", null, uncertain("5511999990037")],
  ["5511999990037", "PT", uncertain("5511999990037")],
  ["351912345678", "BR", uncertain("351912345678")],
  ["99999-0037", "BR", uncertain("999990037")],
  // No number.
  ["+55 11 99999-0037 ramal 2", "BR", null],
  ["55+11999990037", "BR", null],
  ["+999 1234567", null, null],
  ["+41 5555 1212", null, null],
  ["+", "BR", null],
  ["12345", "BR", null],
  ["1234567890123456", "BR", null],
  ["٥٥١١٩٩٩٩٩٠٠٣٧", "BR", null],
  ["", "BR", null],
])("%j in %s is %j", (text, country, expected) => {
  expect(readPhone(text, country)).toEqual(expected);
});
