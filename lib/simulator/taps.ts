import { tapsOf } from "../whatsapp/outgoing/registry.ts";
import type { Tap } from "../whatsapp/outgoing/define-outgoing.ts";
import type { Action, Device } from "./types.ts";

/** The messages of the flow's in which something can be tapped, newest first. */
function tappable({ bubbles }: Device): { bubbleId: string; taps: Tap[] }[] {
  return bubbles
    .flatMap((bubble) => (bubble.from === "flow" ? [{ bubbleId: bubble.id, taps: tapsOf(bubble.message) }] : []))
    .filter(({ taps }) => taps.length > 0)
    .reverse();
}

/** A tap's id without the token in front, which is another one in every run. */
const plainId = ({ id }: Tap) => id.slice(id.indexOf(":") + 1);

/** What this action taps; null where there is no such thing. */
export function findTap(device: Device, { choice, back = 0 }: Omit<Extract<Action, { type: "tap" }>, "type">): Tap | null {
  const taps = tappable(device)[back]?.taps ?? [];
  return taps.find((tap) => plainId(tap) === choice) ?? taps.find(({ title }) => title === choice) ?? null;
}

/** The action that taps this in this bubble; null where it can not be tapped. */
export function tapAction(device: Device, bubbleId: string, tapId: string): Extract<Action, { type: "tap" }> | null {
  const back = tappable(device).findIndex((message) => message.bubbleId === bubbleId);
  const tap = tappable(device)[back]?.taps.find(({ id }) => id === tapId);
  return tap === undefined ? null : { type: "tap", choice: plainId(tap), ...(back === 0 ? {} : { back }) };
}
