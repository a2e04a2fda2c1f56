/** Brazil's, from east to west: most flows are there. */
const FIRST = [
  "America/Sao_Paulo",
  "America/Noronha",
  "America/Bahia",
  "America/Fortaleza",
  "America/Recife",
  "America/Belem",
  "America/Campo_Grande",
  "America/Cuiaba",
  "America/Manaus",
  "America/Porto_Velho",
  "America/Rio_Branco",
];

/** The zones to choose from; the chosen one is among them, whatever the browser knows. */
export function timeZones(chosen: string): string[] {
  return [...new Set([...FIRST, ...(FIRST.includes(chosen) ? [] : [chosen]), "UTC", ...Intl.supportedValuesOf("timeZone")])];
}
