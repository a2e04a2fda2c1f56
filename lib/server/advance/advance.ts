import { randomBytes } from "node:crypto";
import type pg from "pg";
import { withCalendars, withCallbackBase, withContactFields, withFlows } from "#lib/engine/compile.ts";
import { versionsOfFrames } from "#lib/engine/frames.ts";
import type { ExecutionChange } from "#lib/engine/mailbox.ts";
import { runMailbox } from "#lib/engine/run-mailbox.ts";
import { triggersFor } from "#lib/engine/whose-turn.ts";
import type { Triggers } from "#lib/engine/triggers/match.ts";
import { earliestTimer, queuesMessage } from "../effects/registry.ts";
import type { Receipt } from "../effects/receipts/receipts.ts";
import { readContactFields } from "../contacts/field-definitions.ts";
import { readCalendars } from "../flows/calendars.ts";
import { callbackBase, newCallbackKey } from "../state/callbacks.ts";
import { lockContacts } from "../state/lock.ts";
import { inOrder, inTransaction, isDataError, isConnectionError, isTransientError } from "../platform/db.ts";
import { batchCalls } from "../platform/batch-calls.ts";
import { log } from "../platform/log.ts";
import { metrics } from "../platform/metrics.ts";
import { traceAdvance } from "../platform/tracing.ts";
import { enqueue } from "../platform/queue.ts";
import { reserveExecutionIds } from "./execution-ids.ts";
import { failConversation } from "./fail-conversation.ts";
import { type LoadedContact, loadWithTriggers, MAILBOX_LIMIT } from "./load.ts";
import { receiptOf } from "./receipt.ts";
import { FencedError, saveTurns, type Turn } from "./save.ts";
import { compiledVersion, loadFlows, loadVersions } from "./versions.ts";

interface Advanced {
  /** Contacts that now have something in their outbox. */
  contactsWithMessages: number[];
  /** Contacts whose mailbox was longer than one turn. */
  unfinished: number[];
  visits: number;
  /** What contacts are shown of what became of their messages. */
  receipts: Receipt[];
  /** When the earliest new timer is due, in milliseconds since 1970. */
  nextTimerAt: number;
}

/** So long the engine may keep the process to itself, between contacts. */
const BUSY_MS = 20;

/** Entries that a request in the web process takes of a contact; a worker takes the rest. */
export const WEB_MAILBOX_LIMIT = 5;

/** 96 bits, in characters that a token may hold. */
const newSecret = () => randomBytes(12).toString("hex");

interface AdvanceOptions {
  /** Who sends what is decided: this process right after (the worker), or any worker through a job (the web). */
  sendBy: "caller" | "job";
  /** Mailbox entries of a contact taken in one go; MAILBOX_LIMIT unless told. */
  mailboxLimit?: number;
}

/**
 * Moves these contacts' conversations on by everything in their mailboxes, in one transaction: lock, load, decide, save.
 * Short, and without any call to the outside, so it holds its locks for milliseconds.
 * @throws FencedError, or what the database says; then nothing was changed.
 */
export async function advance(contactIds: number[], options: AdvanceOptions): Promise<Advanced> {
  return inTransaction(async (client) => {
    // The load runs when the lock is held, as a statement of its own, and so sees what the last holder did.
    const [, advanced] = await inOrder([lockContacts(client, contactIds), advanceLocked(client, contactIds, options)]);
    return advanced;
  });
}

/** The same inside a transaction that already holds the contacts' locks. */
export async function advanceLocked(client: pg.PoolClient, contactIds: number[], options: AdvanceOptions): Promise<Advanced> {
  const { sendBy, mailboxLimit = MAILBOX_LIMIT } = options;
  const { contacts, triggers } = await loadWithTriggers(client, contactIds, mailboxLimit);
  if (contacts.length === 0) return { contactsWithMessages: [], unfinished: [], visits: 0, receipts: [], nextTimerAt: Infinity };
  const own = contacts.flatMap((contact) => versionsOf(contact, triggers));
  await loadVersions(client, own);
  const { published, versions } = await loadFlows(client, own);
  // One more statement each, only for flows that read calendars or write into contacts.
  const calendars = versions.some((id) => compiledVersion(id).readsCalendars) ? await readCalendars(client) : [];
  const fields = versions.some((id) => compiledVersion(id).readsContactFields) ? await readContactFields(client) : [];
  const ids = await reserveExecutionIds(
    client,
    // Each may begin one, and one more where that fails.
    contacts.reduce((sum, { mailbox, rescueVersion }) => sum + mailbox.length * (rescueVersion == null ? 1 : 2), 0),
  );

  const base = callbackBase();
  const version = (id: number) => withCallbackBase(withContactFields(withCalendars(compiledVersion(id), calendars), fields), base);
  const tools = {
    flow: (id: number) => withFlows(version(id), { published, version }),
    nextExecutionId: ids.next,
    newSecret,
    callbackKey: newCallbackKey,
    triggers,
  };
  const turns: Turn[] = [];
  let since = performance.now();
  for (const contact of contacts) {
    turns.push({ contact, ...runMailbox(contact, contact.mailbox, tools) });
    if (performance.now() - since < BUSY_MS) continue;
    // Yields to the event loop, so that expensive texts of one flow do not hold up webhooks.
    await new Promise(setImmediate);
    since = performance.now();
  }
  ids.release();
  const unfinished = contacts
    .filter(({ mailbox }, index) => mailbox.length === mailboxLimit && (turns[index]?.processed.length ?? 0) > 0)
    .map(({ id }) => id);
  if (turns.some(({ processed, consent }) => processed.length > 0 || consent !== undefined)) await saveTurns(client, turns);
  const changes = turns.flatMap((turn) => turn.changes);
  changes.forEach(tellFailures);
  const contactsWithMessages = turns.filter(hasMessages).map(({ contact }) => contact.id);
  if (sendBy === "job") {
    if (contactsWithMessages.length > 0) await enqueue(client, "send", [{ contactIds: contactsWithMessages }]);
    if (unfinished.length > 0) await enqueue(client, "advance", [{ contactIds: unfinished }]);
  }
  return {
    contactsWithMessages,
    unfinished,
    visits: changes.reduce((sum, change) => sum + change.visits.length, 0),
    receipts: contacts.flatMap((contact, index) => {
      const turn = turns[index];
      return turn === undefined ? [] : (receiptOf(contact, turn, compiledVersion) ?? []);
    }),
    nextTimerAt: earliestTimer(changes),
  };
}

const hasMessages = ({ changes, consent }: Turn): boolean => changes.some(queuesMessage) || (consent?.replies ?? []).length > 0;

/** Ids only: what the reason quotes may be a contact's. Also of a node from which the conversation went back and waits on. */
function tellFailures({ execution, visits }: ExecutionChange): void {
  for (const { seq, nodeId, nodeType, outcome } of visits) {
    if (outcome !== "failed") continue;
    const { id, flowId, state } = execution;
    log.warn(
      { execution: id, flow: flowId, visit: seq, node: nodeId, node_type: nodeType, status: state.status, problem: state.problem?.code },
      "NODE_FAILED: a node failed where no way is drawn for it; the execution's log in the console says why",
    );
  }
}

function versionsOf(contact: LoadedContact, triggers: Triggers): number[] {
  const triggered = contact.mailbox.flatMap((entry) => {
    const matches = triggersFor(contact, entry, triggers);
    // Either the first begins its flow, or one that interrupts: which one depends on what is open then.
    return matches.filter(({ trigger }, index) => index === 0 || trigger.on_open !== "ignore").map((match) => match.flowVersionId);
  });
  const requested = contact.mailbox.flatMap(({ event }) => ("flow_version_id" in event ? [event.flow_version_id] : []));
  return [
    ...triggered,
    ...requested,
    ...(contact.open === null ? [] : [contact.open.flowVersionId, ...versionsOfFrames(contact.open.state)]),
    ...(contact.ended == null ? [] : [contact.ended.flowVersionId]),
    ...(contact.defaultVersion === null ? [] : [contact.defaultVersion.flowVersionId]),
    ...(contact.rescueVersion == null ? [] : [contact.rescueVersion.flowVersionId]),
  ];
}

/** Who in this process goes on with what a batch has queued: told as soon as the batch is committed, not when the last one is. */
interface Wakes {
  /** These contacts may have something in their outbox. */
  sender(contactIds: number[]): void;
  /** The earliest timer set is due then, in milliseconds since 1970; Infinity where none was. */
  timers(dueAt: number): void;
  receipts?(receipts: readonly Receipt[]): void;
}

/**
 * `advance` for a worker: everything that asks while a batch is under way is in the next one. A conversation that can't be
 * moved on is ended as failed and never holds up its neighbours.
 */
export function createAdvancer(wake: Wakes): (contactIds: number[]) => Promise<void> {
  return batchCalls<number[], void>(
    async (requests) => {
      const contactIds = [...new Set(requests.flat())];
      for (let from = 0; from < contactIds.length; from += BATCH) {
        await advanceBatch(contactIds.slice(from, from + BATCH), wake);
      }
      return requests.map(() => undefined);
    },
    { maxItems: 100 },
  );
}

/** Contacts in one transaction: enough to spread the cost of a commit, few enough that none waits long for its neighbours. */
const BATCH = 250;

/** Tries of a batch that others keep moving under our hands; after that its job is tried again later, with backoff. */
const FENCED_TRIES = 5;

interface Attempt {
  tries?: number;
  mailboxLimit?: number;
}

async function advanceBatch(contactIds: number[], wake: Wakes, attempt: Attempt = {}): Promise<void> {
  const { advanceContacts, advanceSeconds, visits } = metrics();
  const since = performance.now();
  let advanced: Advanced;
  try {
    advanced = await advance(contactIds, { sendBy: "caller", mailboxLimit: attempt.mailboxLimit ?? MAILBOX_LIMIT });
  } catch (error) {
    advanceSeconds.observe({ outcome: "failed" }, (performance.now() - since) / 1000);
    return afterFailure(error, contactIds, wake, attempt);
  }
  advanceSeconds.observe({ outcome: "committed" }, (performance.now() - since) / 1000);
  advanceContacts.observe(contactIds.length);
  visits.inc(advanced.visits);
  traceAdvance(contactIds, performance.now() - since);
  wake.sender(advanced.contactsWithMessages);
  wake.timers(advanced.nextTimerAt);
  if (advanced.receipts.length > 0) wake.receipts?.(advanced.receipts);
  if (advanced.unfinished.length > 0) await advanceBatch(advanced.unfinished, wake);
}

/**
 * Whatever fails a batch may be one conversation's fault, a mistake in a node type's code included: so each goes on alone,
 * and the one at fault ends as failed. A failure that is no execution's fault (a lost connection) is retried by the job.
 */
async function afterFailure(
  error: unknown,
  contactIds: number[],
  wake: Wakes,
  { tries = 1, mailboxLimit = MAILBOX_LIMIT }: Attempt,
): Promise<void> {
  if (isConnectionError(error)) {
    // It may have been committed and only the response be lost: then the outbox has something, and a look does no harm.
    wake.sender(contactIds);
    throw error;
  }
  const isFenced = error instanceof FencedError;
  if (isFenced && tries < FENCED_TRIES) {
    log.warn({ contacts: contactIds.length }, "FENCED: another worker moved these conversations on; looking again");
    return advanceBatch(contactIds, wake, { tries: tries + 1, mailboxLimit });
  }
  const [contactId] = contactIds;
  if (contactId === undefined || contactIds.length > 1) return advanceEach(contactIds, wake);
  if (isFenced || (isTransientError(error) && !isDataError(error))) throw error;
  // Entry by entry, so that only the one at fault is lost.
  if (mailboxLimit > 1) return advanceBatch(contactIds, wake, { mailboxLimit: 1 });
  await failConversation(contactId, error);
  await advanceBatch(contactIds, wake);
}

/** One after another, so that neither a conversation that can't go on nor one that another process holds keeps the others. */
async function advanceEach(contactIds: number[], wake: Wakes): Promise<void> {
  const failures: unknown[] = [];
  for (const contactId of contactIds) {
    try {
      await advanceBatch([contactId], wake);
    } catch (error) {
      if (isConnectionError(error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
