interface Variant {
  from: RegExp;
  to: string;
}

/**
 * Two forms of one number, in countries where WhatsApp's differs from the one that is dialled. Landlines and toll-free
 * numbers match none. Source: Meta's notes on phone numbers, and solution providers' pages.
 */
const VARIANTS: readonly Variant[] = [
  // Brazil, the ninth digit: mobile numbers begin with 6 to 9 after it, landlines with 2 to 5.
  { from: /^(?<area>55[1-9][1-9])9(?<local>[6-9]\d{7})$/, to: "$<area>$<local>" },
  { from: /^(?<area>55[1-9][1-9])(?<local>[6-9]\d{7})$/, to: "$<area>9$<local>" },
  // Argentina, the 9 of mobiles: area codes begin with 1 to 3.
  { from: /^549(?<national>[1-3]\d{9})$/, to: "54$<national>" },
  { from: /^54(?<national>[1-3]\d{9})$/, to: "549$<national>" },
  // Mexico, the 1 of mobiles.
  { from: /^521(?<national>(?!800|900)[2-9]\d{9})$/, to: "52$<national>" },
  { from: /^52(?<national>(?!800|900)[2-9]\d{9})$/, to: "521$<national>" },
];

/**
 * The number itself, then the other form it may be known by. For finding a contact that we already have only: never
 * send to or store a variant; the `wa_id` that Meta reports is the truth.
 */
export function lookupVariants(waId: string): string[] {
  const variant = VARIANTS.find(({ from }) => from.test(waId));
  return variant === undefined ? [waId] : [waId, waId.replace(variant.from, variant.to)];
}

/** For people to read: `+55 11 99999-0000` for Brazil, `+` and the digits elsewhere. */
export function formatPhone(waId: string): string {
  const brazilian = /^55([1-9][1-9])(\d{4,5})(\d{4})$/.exec(waId);
  return brazilian === null ? `+${waId}` : `+55 ${brazilian[1]} ${brazilian[2]}-${brazilian[3]}`;
}
