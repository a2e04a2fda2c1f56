import { expect, test } from "vitest";
import { nameSizeAt, SMALLEST_NAME, zoomStepAt } from "./name-size.ts";

test.each([2, 1, 0.9, 0.85, 0.84, 0.7, 0.69, 0.6, 0.55, 0.5, 0.45, 0.4, 0.33, 0.3, 0.26, 0.21, 0.2])(
  "at %d a name has at least the pixels on the screen that it takes to read it",
  (zoom) => {
    expect(nameSizeAt(zoom) * zoom).toBeGreaterThanOrEqual(SMALLEST_NAME);
    expect(nameSizeAt(zoom)).toBeLessThan(60);
  },
);

test("from farther away it is as large as a card can hold", () => {
  expect(nameSizeAt(0.05)).toBe(64);
});

test("the canvas is seen near, less near and from far", () => {
  expect([1, 0.85, 0.8, 0.55, 0.5].map(zoomStepAt)).toEqual(["near", "near", "less", "less", "far"]);
});
