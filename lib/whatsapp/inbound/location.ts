import type { Context } from "../../engine/types.ts";
import { placeInWords } from "../../engine/values/answer.ts";
import { copyTexts, numberOf } from "../../json/read-json.ts";
import { type InboundType, MAX_FIELD } from "./inbound-type.ts";

export const location: InboundType = {
  types: ["location"],
  /** Coordinates are numbers, but have been seen as text. */
  read(part) {
    const data: Context = {};
    const latitude = numberOf(part["latitude"]);
    const longitude = numberOf(part["longitude"]);
    if (latitude !== null && Math.abs(latitude) <= 90) data["latitude"] = latitude;
    if (longitude !== null && Math.abs(longitude) <= 180) data["longitude"] = longitude;
    copyTexts(data, part, ["name", "address", "url"], MAX_FIELD);
    return { text: "", data };
  },
  shown: (_type, place) => placeInWords(place),
};
