import type { CompiledFlow } from "./compile.ts";
import type { Consent } from "./contact-fields/types.ts";
import { isShownChoice } from "./shown-choices.ts";
import type { Effect, Event, ExecutionState } from "./types.ts";
import { fold } from "./values/normal-text.ts";

/** What a channel listens for before anything else, and what it answers; null for nothing. */
export interface ConsentWords {
  optOut: readonly string[];
  optIn: readonly string[];
  optOutReply: string | null;
  optInReply: string | null;
}

/** What a turn made of a contact's consent. */
export interface ConsentTurn {
  /** Null: as it was. */
  consent: Consent | null;
  /** Whether they have opted out and written nothing since, so that nothing may be sent to them. */
  isSilenced: boolean;
  /** What they are answered, in order. */
  replies: string[];
}

/** What is typed, and the answer to a button of a template. */
const TYPES: ReadonlySet<string> = new Set(["text", "button"]);

interface Rules {
  consentWords?: ConsentWords;
  /** Whether they have opted out and written nothing since; absent for no. */
  isSilenced?: boolean;
}

type OpenExecution = { flowVersionId: number; state: ExecutionState } | null;

/** Longer than any word that a channel may listen for. */
const LONGEST_WORD = 100;

/** Follows a contact's consent through one turn. */
export function followConsent({ consentWords: words, isSilenced: wasSilenced = false }: Rules, flow: (versionId: number) => CompiledFlow) {
  const replies: string[] = [];
  let consent: Consent | null = null;
  let isSilenced = wasSilenced;
  const change = (to: Consent): void => {
    consent = to;
    isSilenced = to === "opted_out";
  };
  return {
    /** What an event says of it: only as its whole text, and not where the waiting node offers just that. Null: nothing. */
    saidIn(event: Event, open: OpenExecution): Consent | null {
      if (words === undefined || event.type !== "message_received" || !TYPES.has(event.message.type)) return null;
      if (event.message.text.length > LONGEST_WORD) return null;
      const text = fold(event.message.text);
      const isOneOf = (list: readonly string[]) => text !== "" && list.some((word) => fold(word) === text);
      const said = isOneOf(words.optOut) ? "opted_out" : isOneOf(words.optIn) ? "opted_in" : null;
      if (said === null || open === null) return said;
      return isShownChoice(flow(open.flowVersionId), open.state, event.message.text) ? null : said;
    },
    /** The contact has said so, by a word. */
    say(to: Consent): void {
      change(to);
      const reply = to === "opted_out" ? words?.optOutReply : words?.optInReply;
      if (reply) replies.push(reply);
    },
    /** They have written something else: that may be answered. */
    write(): void {
      isSilenced = false;
    },
    /** A flow has decided it. */
    decide(effects: readonly Effect[]): void {
      for (const effect of effects) if (effect.type === "update_contact" && effect.changes.consent) change(effect.changes.consent);
    },
    result(): { consent?: ConsentTurn } {
      return consent === null && isSilenced === wasSilenced ? {} : { consent: { consent, isSilenced, replies } };
    },
  };
}
