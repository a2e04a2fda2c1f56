export const LOCALES = ["pt-BR", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** A year's cookie with the reader's own choice; without it the browser's language decides. */
export const LOCALE_COOKIE = "siga_locale";

const isLocale = (text: string | undefined): text is Locale => LOCALES.some((locale) => locale === text);

/** The reader's language: their choice, else the first of `Accept-Language` that we speak, else Portuguese. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.trim().toLowerCase().split(";");
      const quality = Number(/^\s*q=([\d.]+)/.exec(params.join(";"))?.[1] ?? 1);
      return { language: tag.split("-")[0], quality: Number.isNaN(quality) ? 0 : quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const spoken = LOCALES.find((locale) => locale.split("-")[0] === language);
    if (spoken) return spoken;
  }
  return "pt-BR";
}
