import { z } from "zod";
import { META_LIMITS } from "../limits.ts";
import { defineOutgoing } from "./define-outgoing.ts";
import { visible } from "./interactive-kind.ts";

const { word } = META_LIMITS;

/** A place. `text` is what it is called where it has a name or an address, else its coordinates. */
export const location = defineOutgoing({
  type: "location",
  text: visible(word),
  data: z.strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: visible(word).nullable(),
    address: visible(word).nullable(),
  }),
  toGraphPart: ({ data: { latitude, longitude, name, address } }) => ({
    latitude,
    longitude,
    ...(name !== null && { name }),
    ...(address !== null && { address }),
  }),
  toPlainText: ({ data: { latitude, longitude, name, address } }) =>
    [name, address, `${latitude}, ${longitude}`].filter((line) => line !== null).join("\n"),
});
