import { expect, test } from "vitest";
import { zoomAbout } from "./zoom-about.ts";

const canvas = { width: 800, height: 600 };
const seen = ({ x, y, zoom }: { x: number; y: number; zoom: number }, at: { x: number; y: number }) => ({
  x: at.x * zoom + x,
  y: at.y * zoom + y,
});

test.each([0.25, 1, 2])("at %f what is selected stays where it is", (scale) => {
  const view = { x: 40, y: -20, zoom: 0.5 };
  const box = { x: 600, y: 300, width: 200, height: 100 };
  const after = zoomAbout(box, view, canvas, scale);
  expect(after.zoom).toBe(scale);
  expect(seen(after, { x: 700, y: 350 })).toEqual(seen(view, { x: 700, y: 350 }));
});

test("what was out of sight comes to the middle", () => {
  const after = zoomAbout({ x: 5_000, y: 0, width: 200, height: 100 }, { x: 0, y: 0, zoom: 1 }, canvas, 0.5);
  expect(seen(after, { x: 5_100, y: 50 })).toEqual({ x: 400, y: 300 });
});
