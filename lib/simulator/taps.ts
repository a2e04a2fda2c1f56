import { tapsOf } from "../whatsapp/outgoing/registry.ts";
import type { Tap } from "../whatsapp/outgoing/define-outgoing.ts";
import type { Context } from "../engine/types.ts";
import type { Action, Device } from "./types.ts";

type TapAction = Extract<Action, { type: "tap" }>;

/** The messages of the flow's that arrived and in which something can be tapped, newest first. */
function tappable({ bubbles }: Device): { bubbleId: string; taps: Tap[] }[] {
  return bubbles
    .flatMap((bubble) =>
      bubble.from === "flow" && bubble.refused === undefined ? [{ bubbleId: bubble.id, taps: tapsOf(bubble.message) }] : [],
    )
    .filter(({ taps }) => taps.length > 0)
    .reverse();
}

/** A tap's id without the token in front, which is another one in every run. */
const plainId = ({ id }: Tap) => id.slice(id.indexOf(":") + 1);

/** What the contact sends by this action; null where there is no such thing to tap. */
export function findTap(device: Device, { choice, back = 0, values }: Omit<TapAction, "type">): Tap["sends"] | null {
  const taps = tappable(device)[back]?.taps ?? [];
  const tap = taps.find((each) => plainId(each) === choice) ?? taps.find(({ title }) => title === choice);
  return tap === undefined ? null : (tap.fill?.sends(values ?? {}) ?? tap.sends);
}

/** The action that taps this in this bubble; null where it cannot be tapped. */
export function tapAction(device: Device, bubbleId: string, tapId: string, values?: Context): TapAction | null {
  const back = tappable(device).findIndex((message) => message.bubbleId === bubbleId);
  const tap = tappable(device)[back]?.taps.find(({ id }) => id === tapId);
  if (tap === undefined) return null;
  return { type: "tap", choice: plainId(tap), ...(back === 0 ? {} : { back }), ...(values === undefined ? {} : { values }) };
}
