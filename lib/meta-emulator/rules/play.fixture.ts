import { expect } from "vitest";
import { listOf, objectOf } from "#lib/json/read-json.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import type { Act } from "../control.ts";
import type { EmulatorSettings } from "../types.ts";
import { newState } from "./new-state.ts";
import { reduce, type EmulatorEvent, type Reduced } from "./reduce.ts";

const SEED = "00112233445566778899aabbccddeeff";
export const START = 1_790_000_000_000;
export const NUMBER = "310000000000001";
export const ANA = "5511987650101";
export const blob = (mimeType: string) => ({ key: mimeType, mimeType, size: 100, sha256: "ab".repeat(32) });
const SAMPLES = Object.fromEntries(
  ["image/jpeg", "video/mp4", "audio/mpeg", "audio/ogg", "application/pdf", "image/webp"].map((type) => [type, blob(type)]),
);

function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** Plays Meta on a clock of its own; every POST is taken at once unless told. */
export function play(settings: Partial<EmulatorSettings> = {}) {
  let state = freeze(newState(SEED, { samples: SAMPLES, ...settings }));
  let now = START;
  let taken = 200;
  const posts: object[] = [];
  const on = (event: EmulatorEvent): Reduced => {
    const reduced = reduce(state, event, now);
    state = freeze(reduced.state);
    for (const post of reduced.posts) {
      posts.push(post.body);
      on({ type: "webhook_answered", postId: post.id, status: taken });
    }
    return reduced;
  };
  const request = (method: string, path: string, more: object = {}) => {
    const { answer } = on({
      type: "requested",
      request: { method, path: path.split("/"), query: {}, base: "http://meta.test/v25.0", ...more },
    });
    if (answer?.kind !== "json") throw new Error(`no JSON: ${String(answer?.kind)}`);
    return { status: answer.status, body: answer.body as Record<string, unknown>, code: objectOf(objectOf(answer.body)["error"])["code"] };
  };
  return {
    now: () => now,
    posts,
    on,
    act: (act: Act) => on({ type: "acted", act }).result ?? {},
    request,
    send: (body: object, to = `+${ANA}`) => request("POST", `${NUMBER}/messages`, { json: { messaging_product: "whatsapp", to, ...body } }),
    text: (text = "Oi!", to = `+${ANA}`) =>
      request("POST", `${NUMBER}/messages`, { json: { messaging_product: "whatsapp", to, type: "text", text: { body: text } } }),
    wait(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = Math.min(...state.due.map(({ at }) => at));
        if (next > until) break;
        now = Math.max(now, next);
        on({ type: "ticked" });
      }
      now = until;
      on({ type: "ticked" });
    },
    answerWith: (status: number) => (taken = status),
    contact: () => Object.values(state.numbers[NUMBER]?.contacts ?? {})[0],
    state: () => state,
    /** Everything of all POSTs so far, as our own webhook reads it. */
    heard() {
      const parsed = posts.map((body) => parseWebhook(JSON.parse(JSON.stringify(body)), now));
      expect(parsed.flatMap(({ reasons }) => reasons)).toEqual([]);
      return {
        messages: parsed.flatMap(({ messages }) => messages),
        statuses: parsed.flatMap(({ statuses }) => statuses),
        other: parsed.flatMap(({ other }) => other),
      };
    },
  };
}
export const say = (text = "oi"): Act => ({ act: "say", number: NUMBER, wa_id: ANA, name: "Ana", kind: "text", values: { text } });
export const faults = (more: object): Act => ({ act: "faults", number: NUMBER, faults: more }) as Act;

/** The id that Meta gave what was just sent. */
export const wamidOf = ({ body }: { body: object }): string => String(objectOf(listOf(objectOf(body)["messages"])[0])["id"]);
