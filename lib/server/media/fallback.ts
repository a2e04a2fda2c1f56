import type { Context } from "#lib/engine/types.ts";
import { mediaLink } from "./link.ts";

/** What is said in place of a file that Meta refuses: its words and its link. Null: nobody wants that, or there is no link to give. */
export function fallbackText(text: string, { fallback_link: wanted, link, media }: Context): string | null {
  if (wanted !== true) return null;
  const address = typeof link === "string" ? link : typeof media === "string" ? mediaLink(media) : null;
  return address === null ? null : [text.trim(), address].filter((part) => part !== "").join("\n");
}
