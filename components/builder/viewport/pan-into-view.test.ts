import { expect, test } from "vitest";
import { panIntoView } from "./pan-into-view.ts";

const canvas = { width: 1000, height: 600 };
const at = (x: number, y: number, width = 200) => ({ x, y, width, height: 100 });
const view = { x: 0, y: 0, zoom: 1 };

test.each([
  ["is in sight stays", at(300, 200), view, false, null],
  ["is cut off at the right comes in by the shortest move", at(900, 200), view, false, { x: -124, y: 0, zoom: 1 }],
  ["is cut off at a corner comes in by the shortest move", at(-50, 560), view, false, { x: 74, y: -84, zoom: 1 }],
  ["is out of sight comes to the middle", at(3000, 200), view, false, { x: -2600, y: 50, zoom: 1 }],
  ["is larger than the canvas begins at its start", at(-100, 200, 2000), view, true, { x: 124, y: 0, zoom: 1 }],
  ["is too small to be read comes to the middle, larger", at(400, 200), { x: 0, y: 0, zoom: 0.5 }, false, { x: 75, y: 87.5, zoom: 0.85 }],
  ["is small and was just made stays", at(400, 200), { x: 0, y: 0, zoom: 0.5 }, true, null],
])("what %s", (_, box, now, keepsScale, expected) => {
  expect(panIntoView(box, now, canvas, keepsScale)).toEqual(expected);
});

const corners = { left: { width: 200, height: 60 }, right: { width: 180, height: 130 } };

test.each([
  ["under the map comes out above it", at(790, 480), { x: -14, y: -134, zoom: 1 }],
  ["under the zoom bar comes out above it", at(40, 480), { x: 0, y: -64, zoom: 1 }],
  ["between them may be lower", at(300, 470), null],
])("what is %s", (_, box, expected) => {
  expect(panIntoView(box, view, canvas, true, corners)).toEqual(expected);
});
