import { expect, test } from "vitest";
import { exportName } from "./export-name.ts";

test.each([
  ["Ana Souza", "ana-souza-2026-11-09.json"],
  ["Érica “Kika” Núñez 🌸", "erica-kika-nunez-2026-11-09.json"],
  ["../../etc", "etc-2026-11-09.json"],
  [null, "contact-2-2026-11-09.json"],
  ["李", "contact-2-2026-11-09.json"],
])("the export of %j is saved as %s", (name, expected) => {
  expect(exportName({ id: 2, name }, new Date(2026, 10, 9, 22), "json")).toBe(expected);
  expect(exportName({ id: 2, name }, new Date(2026, 10, 9, 22), "html")).toBe(expected.replace(/json$/, "html"));
});
