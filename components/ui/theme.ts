export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A year's cookie, read by the server, so that the first paint already has the right colours. */
export const THEME_COOKIE = "siga_theme";

export function themeOf(cookie: string | undefined): Theme {
  return THEMES.find((theme) => theme === cookie) ?? "system";
}
