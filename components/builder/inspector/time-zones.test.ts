import { expect, test } from "vitest";
import { flowSettingsSchema } from "#lib/engine/flow-settings.ts";
import { DEFAULT_TIME_ZONE } from "#lib/engine/values/environment.ts";
import { timeZones } from "./time-zones.ts";

test("each zone once, the usual one first, the chosen one among them, and each one that a flow may have", () => {
  const zones = timeZones("Europe/Lisbon");
  expect(new Set(zones).size).toBe(zones.length);
  expect(zones[0]).toBe(DEFAULT_TIME_ZONE);
  expect(timeZones("Etc/GMT+3")).toContain("Etc/GMT+3");
  for (const time_zone of zones) expect(flowSettingsSchema.safeParse({ time_zone }).success, time_zone).toBe(true);
});
