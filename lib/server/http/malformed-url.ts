import { translator } from "#lib/i18n/catalogue.ts";
import { chooseLocale } from "#lib/i18n/locale.ts";
import { badRequest, problemResponse } from "../platform/api-error.ts";

/**
 * The response to a path whose percent-encoding cannot be read (`/api/v1/flows/%E0%A4`), where Next itself would fail with a
 * bare 500: a problem for programs, a sentence for people. Null for every other path.
 */
export function rejectMalformedUrl(pathname: string, languageCookie: string | undefined, acceptLanguage: string | null): Response | null {
  try {
    decodeURIComponent(pathname);
    return null;
  } catch {
    if (isApiPath(pathname))
      return problemResponse(
        badRequest("The address has a % that begins no UTF-8 character. Encode each part of it as encodeURIComponent does.", {
          code: "invalid-address",
        }),
      );
    const text = translator(chooseLocale(languageCookie, acceptLanguage))("common.badAddress");
    return new Response(text, { status: 400, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
  }
}

/** The API, also at the addresses of the replaced system, the webhook, and where systems call back: they respond for themselves. */
export const isApiPath = (pathname: string): boolean => /^\/(api|callback|flows|webhook)(\/|$)/.test(pathname);
