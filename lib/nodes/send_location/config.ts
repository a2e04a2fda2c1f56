import { z } from "zod";
import { delaySeconds, text } from "../../engine/options.ts";

export const locationConfig = z.object({
  /** Templates, as are name and address; degrees with a decimal point. */
  latitude: text(),
  longitude: text(),
  name: text(),
  address: text(),
  delay_seconds: delaySeconds(),
});
export type LocationConfig = z.infer<typeof locationConfig>;
