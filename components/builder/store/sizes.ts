import type { SizeOf } from "../model/graph.ts";
import { CARD_SIZE } from "../model/place.ts";
import type { EditorState } from "./editor-store.ts";

/** Sizes as drawn, and a card's usual one for what has not been drawn yet. */
export function sizeReader({ sizes }: Pick<EditorState, "sizes">): SizeOf {
  return (id) => sizes.get(id) ?? CARD_SIZE;
}
