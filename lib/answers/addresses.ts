import { normalText } from "../engine/values/normal-text.ts";
import { type Reading, readingOf } from "./reading.ts";

const MAX_SAID = 2_000;
const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
const DOMAIN = `(?:${LABEL}\\.){1,5}\\p{L}{2,24}`;
const EMAIL = new RegExp(
  `(?<![\\p{L}\\p{N}._%+@-])[A-Za-z0-9_+](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?@${DOMAIN}(?![\\p{L}\\p{N}@-])`,
  "gu",
);
const URL_SAID = new RegExp(
  `(?<![\\p{L}\\p{N}@.:/-])(?:(?<scheme>https?)://)?(?<rest>${DOMAIN}(?::\\d{2,5})?(?:[/?#][^\\s<>"]*)?)(?![\\p{L}\\p{N}@])`,
  "giu",
);

/** One e-mail address, in lower case; also as people say one: "ana arroba gmail ponto com", "ana @ gmail.com". */
export function readEmail(said: string): Reading<string> {
  if (said.length > MAX_SAID) return readingOf<string>([]);
  const text = normalText(said);
  return readingOf(
    emailsIn(
      /@/.test(text)
        ? text
            .replace(/ ?@ ?/g, "@")
            .replace(/,(?=com(?!\p{L}))/gu, ".")
            .replace(LOOSE_DOT, ".")
        : spokenAddress(text),
    ),
  );
}

/** "ana@gmail. com": keyboards put a space behind a full stop. */
const LOOSE_DOT = /(?<=@\S*)(?: \. ?|\. )(?=(?:com|net|org|br)(?![\p{L}\p{N}]))/gu;

function emailsIn(text: string): string[] {
  return (text.match(EMAIL) ?? []).filter((one) => !one.includes("..")).map((one) => one.toLowerCase());
}

function spokenAddress(text: string): string {
  const words = text.toLowerCase().replace(/\s*\b(?:arroba|at)\b\s*/g, "@");
  return words
    .replace(/\s+(?:ponto|dot)\s+/g, ".")
    .replace(/\s+(?:underline|underscore|sublinhado)\s+/g, "_")
    .replace(/\s+(?:traco|traço|hifen|hífen|dash|hyphen)\s+/g, "-");
}

/** Without the signs of the sentence around it; a bracket that the address itself opens stays. */
function withoutEnd(address: string): string {
  const end = /[.,;:!?\]}'"]+$/.exec(address) ?? (unopened(address) ? /\)$/.exec(address) : null);
  return end === null ? address : withoutEnd(address.slice(0, end.index));
}

const unopened = (address: string): boolean => address.split(")").length > address.split("(").length;

/** One web address, with `https://` in front where nobody said how. */
export function readUrl(said: string): Reading<string> {
  if (said.length > MAX_SAID) return readingOf<string>([]);
  const found = [...normalText(said).matchAll(URL_SAID)].flatMap((match) => {
    const { scheme, rest = "" } = match.groups ?? {};
    const address = `${(scheme ?? "https").toLowerCase()}://${withoutEnd(rest)}`;
    return URL.canParse(address) ? [address] : [];
  });
  return readingOf(found);
}
