import { cookies, headers } from "next/headers";
import { cache } from "react";
import { type Translate, translator } from "./catalogue.ts";
import { chooseLocale, type Locale, LOCALE_COOKIE } from "./locale.ts";

export const getLocale = cache(async (): Promise<Locale> =>
  chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language")),
);

/** In server components, actions and route handlers; client components have useT(). */
export async function getT(): Promise<Translate> {
  return translator(await getLocale());
}
