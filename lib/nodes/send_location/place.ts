import { inField, renderField } from "../../engine/render-field.ts";
import { newEnvironment, renderValue } from "../../engine/template.ts";
import type { Context, FlowLocale, Json, OutgoingMessage } from "../../engine/types.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { fitLine } from "../../whatsapp/outgoing/fit-body.ts";
import type { LocationConfig } from "./config.ts";

/** The most that each coordinate may be, and its opposite the least. */
export const MOST = { latitude: 90, longitude: 180 } as const;
export type Coordinate = keyof typeof MOST;
export const COORDINATES = ["latitude", "longitude"] as const satisfies readonly Coordinate[];

const DEGREES = /^[+-]?\d{1,3}(?:[.,]\d+)?$/;

/** Degrees, also as people in Brazil write them (-23,56); null for what is none. */
export function readCoordinate(value: Json, coordinate: Coordinate): number | null {
  const written = typeof value === "string" ? value.trim().replace(/^\u2212/u, "-") : value;
  if (typeof written === "string" && !DEGREES.test(written)) return null;
  const degrees = typeof written === "string" ? Number(written.replace(",", ".")) : written;
  return typeof degrees === "number" && Math.abs(degrees) <= MOST[coordinate] ? degrees : null;
}

/** The message, or which coordinate is none. Throws `FieldError`. */
export function placeOf(config: LocationConfig, context: Context, locale?: FlowLocale): OutgoingMessage | Coordinate {
  const valueOf = (field: Coordinate) =>
    readCoordinate(
      inField(field, () => renderValue(config[field].trim(), context, { environment: newEnvironment(locale) })),
      field,
    );
  const lineOf = (field: "name" | "address") => fitLine(renderField(field, config[field], context, locale), META_LIMITS.word);
  return placeMessage({ latitude: valueOf("latitude"), longitude: valueOf("longitude"), name: lineOf("name"), address: lineOf("address") });
}

interface Place {
  latitude: number | null;
  longitude: number | null;
  name: string | null;
  address: string | null;
}

export function placeMessage({ latitude, longitude, name, address }: Place): OutgoingMessage | Coordinate {
  if (latitude === null) return "latitude";
  if (longitude === null) return "longitude";
  return { type: "location", text: name ?? address ?? `${latitude}, ${longitude}`, data: { latitude, longitude, name, address } };
}
