import type { ConfigIssue } from "../../engine/define-node.ts";
import { exitAfterDelay } from "../../engine/exit-after-delay.ts";
import type { Problem } from "../../engine/problem/problem.ts";
import { unsendable } from "../unsendable.ts";
import { defineSendingNode } from "../sending.ts";
import { type LocationConfig, locationConfig } from "./config.ts";
import { COORDINATES, type Coordinate, MOST, placeOf, readCoordinate } from "./place.ts";

/** Codes of the issues that only this type has. */
export type SendLocationIssue = "no_coordinate" | "bad_coordinate";
/** Codes of the problems that only this type has. */
export type SendLocationProblem = "bad_coordinate";

export const sendLocation = defineSendingNode<LocationConfig>({
  type: "send_location",
  family: "talk",
  config: locationConfig,
  defaults: { latitude: "", longitude: "", name: "", address: "" },
  exits: () => ["next"],
  summary: ({ latitude, longitude, name, address }) =>
    [name, address, `${latitude}, ${longitude}`].find((words) => words.trim() !== "") ?? "",
  templates: ({ latitude, longitude, name, address }) => ({ latitude, longitude, name, address }),
  sets: () => [],
  waits: ({ delay_seconds }) => delay_seconds > 0,
  sends: () => true,
  delaySeconds: ({ delay_seconds }) => delay_seconds,
  check: (config) => COORDINATES.flatMap((coordinate) => checkCoordinate(config, coordinate)),

  enter(input) {
    const message = placeOf(input.config, input.context, input.locale);
    if (typeof message === "string") return unsendable(message, badCoordinate(message));
    return exitAfterDelay(input.config.delay_seconds, input, { effects: [{ type: "send_message", message }] });
  },

  resume: () => ({ exit: "next" }),
});

function checkCoordinate(config: LocationConfig, field: Coordinate): (ConfigIssue & { code: SendLocationIssue })[] {
  const written = config[field];
  const most = MOST[field];
  if (written.trim() === "") return [{ severity: "error", code: "no_coordinate", field, message: `has no ${field}` }];
  // What a value brings is known only when it runs.
  if (written.includes("{") || readCoordinate(written, field) !== null) return [];
  const message = `has a ${field} that is no number from -${most} to ${most}`;
  return [{ severity: "error", code: "bad_coordinate", field, message, params: { most } }];
}

function badCoordinate(coordinate: Coordinate): Problem {
  const most = MOST[coordinate];
  return { code: "bad_coordinate", params: { most }, message: `is no number from -${most} to ${most}` };
}
