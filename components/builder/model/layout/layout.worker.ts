import { type LayoutRequest, layoutOf } from "./layout.ts";

/** Responds to each request with the places of its nodes. */
addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => {
  postMessage(layoutOf(data));
});
