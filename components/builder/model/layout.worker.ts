import { CARD_SIZE } from "./place.ts";
import { type LayoutRequest, layoutOf } from "./layout.ts";

/** Responds to each request with the places of its nodes. */
addEventListener("message", ({ data: { graph, sizes, nodeIds } }: MessageEvent<LayoutRequest>) => {
  postMessage(layoutOf(graph, (id) => sizes.get(id) ?? CARD_SIZE, nodeIds));
});
