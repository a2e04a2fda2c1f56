import { z } from "zod";
import { text } from "../../engine/options.ts";

/** All of them are templates. */
export const linkConfig = z.object({
  message: text(),
  header: text(),
  footer: text(),
  button: text(),
  url: text(),
});
export type LinkConfig = z.infer<typeof linkConfig>;
