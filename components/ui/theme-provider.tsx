"use client";
import { createContext, type ReactNode, use, useState } from "react";
import { type Theme, THEME_COOKIE } from "./theme.ts";

interface ThemeChoice {
  /**
   * What the reader chose. Colours follow from the style sheet alone (`light-dark()`), never from a render: the server does not know what
   * "system" is.
   */
  theme: Theme;
  setTheme: (theme: Theme) => void;
}

const ThemeContext = createContext<ThemeChoice>({ theme: "system", setTheme: () => {} });

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    apply(next);
  };
  return <ThemeContext value={{ theme, setTheme: choose }}>{children}</ThemeContext>;
}

export const useTheme = (): ThemeChoice => use(ThemeContext);
