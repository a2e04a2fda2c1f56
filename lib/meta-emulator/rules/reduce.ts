import type { Act } from "../control.ts";
import { type ActResult, perform } from "./act.ts";
import type { Draft } from "./draft.ts";
import { download } from "./media.ts";
import { progress } from "./progress.ts";
import { type GraphRequest, handleRequest } from "./requests.ts";
import type { Answer, EmulatorState, Item, Post } from "../types.ts";
import { answered, post, retry } from "./webhooks.ts";

export type EmulatorEvent =
  | { type: "requested"; request: GraphRequest }
  | { type: "download_requested"; id: string; secret: string | null }
  | { type: "acted"; act: Act }
  /** Our webhook's answer to a POST; 0: none. */
  | { type: "webhook_answered"; postId: string; status: number }
  /** Time has passed. */
  | { type: "ticked" };

export interface Reduced {
  state: EmulatorState;
  /** To a call of the Graph API. */
  answer: Answer | null;
  /** Of an act. */
  result: ActResult | null;
  /** To be posted to our webhook now, signed. */
  posts: readonly Post[];
  /** When there is something to be done again, in milliseconds since 1970. */
  nextAt: number | null;
}

/**
 * All that the emulated Meta does: an event goes in; the next state, the answer and the webhooks come out. Pure: it has no clock, no
 * network and no chance but what the state holds.
 */
export function reduce(state: EmulatorState, event: EmulatorEvent, now: number): Reduced {
  const draft: Draft = { state, now, posts: [] };
  let answer: Answer | null = null;
  let result: ActResult | null = null;
  if (event.type === "requested") answer = handleRequest(draft, event.request);
  else if (event.type === "download_requested") answer = download(draft, event.id, event.secret);
  else if (event.type === "acted") result = perform(draft, event.act);
  else if (event.type === "webhook_answered") answered(draft, event.postId, event.status);
  settle(draft);
  const nextAt = draft.state.due.reduce<number | null>((next, { at }) => (next === null || at < next ? at : next), null);
  return { state: draft.state, answer, result, posts: draft.posts, nextAt };
}

/** Does what is due: messages come further, which is told, and what is told together goes into one POST. */
function settle(draft: Draft): void {
  const items: Item[] = [];
  for (;;) {
    const due = draft.state.due.filter(({ at }) => at <= draft.now).toSorted((one, other) => one.at - other.at || one.seq - other.seq);
    if (due.length === 0) break;
    draft.state = { ...draft.state, due: draft.state.due.filter(({ at }) => at > draft.now) };
    for (const each of due) {
      if (each.what === "item") items.push(each.item);
      else if (each.what === "retry") retry(draft, each.postId);
      else progress(draft, each.phoneNumberId, each.key, each.wamid, each.status);
    }
  }
  if (items.length > 0) post(draft, items);
}
