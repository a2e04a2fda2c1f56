import { expect, test } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { begun, message, run, unreadable } from "../../scripts/test-setup/mailbox.ts";
import { graph } from "../../scripts/test-setup/graphs.ts";
import { initialState } from "./can-consume.ts";
import { compile } from "./compile.ts";
import type { MailboxContact } from "./mailbox.ts";
import { runMailbox } from "./run-mailbox.ts";
import { step } from "./step.ts";
import type { ExecutionState } from "./types.ts";

const consentWords = { optOut: ["SAIR", "pare agora"], optIn: ["Voltar"], optOutReply: "Você não recebe mais nada.", optInReply: null };
const handoff: ExecutionState = { ...begun("delayed"), status: "handoff" };
const texts = ({ changes }: ReturnType<typeof run>) =>
  changes.flatMap(({ effects }) => effects.flatMap(({ effect }) => (effect.type === "send_message" ? effect.message.text : [])));

test.each(["sair", " SAIR ", "Sáir", "PARE   AGORA"])("%j alone opts out: one reply, and no flow hears it", (text) => {
  const result = run({ consentWords, mailbox: [message(1, text)] });
  expect(result).toEqual({
    changes: [],
    processed: [{ id: 1, executionId: null, visitSeq: null }],
    consent: { consent: "opted_out", isSilenced: true, replies: ["Você não recebe mais nada."] },
  });
});

test.each(["quero sair", "sair!", "saia", "", "voltar já"])("%j is no such word", (text) => {
  const result = run({ consentWords, open: "echo", mailbox: [message(1, text)] });
  expect(result.consent).toBeUndefined();
  expect(texts(result)).toEqual([`eco ${text}`]);
});

test("without words nothing is heard, and what is no text is no word", () => {
  expect(run({ mailbox: [message(1, "sair")] }).consent).toBeUndefined();
  const picture = { ...message(1), event: { ...message(1).event, message: { id: "w", type: "image", text: "sair" } } } as const;
  expect(run({ consentWords, mailbox: [picture] }).consent).toBeUndefined();
});

test("the open conversation waits on where it was, and in a handoff the word is heard at once", () => {
  const result = run({ consentWords, open: "echo", mailbox: [message(1, "sair")] });
  expect([result.changes, result.consent?.consent]).toEqual([[], "opted_out"]);
  expect(run({ consentWords, open: handoff, mailbox: [message(1, "a"), message(2, "sair")] })).toMatchObject({
    processed: [
      { id: 1, executionId: null },
      { id: 2, executionId: null },
    ],
    consent: { isSilenced: true },
  });
});

test("who opted out is answered what they write from then on, and nothing older", () => {
  const later = run({ consentWords, isSilenced: true, open: "echo", mailbox: [message(3, "oi?")] });
  expect([texts(later), later.consent]).toEqual([["eco oi?"], { consent: null, isSilenced: false, replies: [] }]);
  expect(run({ isSilenced: true, open: handoff, mailbox: [unreadable(3)] }).consent?.isSilenced).toBe(false);
  const both = run({ consentWords, open: "delayed", mailbox: [message(1, "antes"), message(2, "sair")] });
  expect([texts(both), both.processed.map(({ id }) => id), both.consent?.isSilenced]).toEqual([[], [1, 2], true]);
  const after = run({ consentWords, open: "echo", mailbox: [message(1, "sair"), message(2, "mudei de ideia")] });
  expect([texts(after), after.consent]).toEqual([
    ["eco mudei de ideia"],
    { consent: "opted_out", isSilenced: false, replies: [consentWords.optOutReply] },
  ]);
});

test("a word opts in again, and its reply may be none", () => {
  const result = run({ consentWords, isSilenced: true, mailbox: [message(1, "voltar")] });
  expect(result).toMatchObject({ changes: [], consent: { consent: "opted_in", isSilenced: false, replies: [] } });
});

test("nothing is repeated for who is silent and says nothing", () => {
  expect(run({ consentWords, isSilenced: true, open: "echo", mailbox: [] })).toEqual({ changes: [], processed: [] });
});

test("a choice that is offered just so is a choice, also with its other words; elsewhere the same word opts out", () => {
  const choices = [
    { id: "go", title: "Sair", words: ["pare agora"] },
    { id: "stay", title: "Ficar", words: [] },
  ];
  const menu = graph({ ask: ["send_choices", { message: "?", choices }] }, []);
  const flow = compile(menu, nodeTypes);
  const asked = step(flow, initialState(), { type: "execution_started", at: 1 }).state;
  const contact = (state: ExecutionState): MailboxContact => ({
    profile: {},
    open: { id: 50, flowId: 1, flowVersionId: 1, state, seq: 0 },
    defaultVersion: null,
    consentWords,
  });
  const turn = (text: string, state = asked) =>
    runMailbox(contact(state), [message(1, text)], { flow: () => flow, nextExecutionId: () => 1 });
  for (const text of ["sair", "Pare agora"]) {
    expect(turn(text).consent).toBeUndefined();
    expect(turn(text).changes[0]?.execution.state.status).toBe("completed");
  }
  expect(turn("voltar")).toMatchObject({ changes: [], consent: { consent: "opted_in" } });
  expect(turn("sair", { ...asked, status: "handoff" }).consent).toBeUndefined();
});

test("what a flow decides of it counts from there on", () => {
  const leaving = graph(
    { out: ["update_contact", { consent: "opted_out" }], bye: ["send_message", { message: "tchau" }], hear: ["wait_for_input", {}] },
    [
      ["out", "bye"],
      ["bye", "hear"],
    ],
  );
  const flow = compile(leaving, nodeTypes);
  const of = (ids: number[]) =>
    runMailbox(
      { profile: {}, open: null, defaultVersion: { flowId: 1, flowVersionId: 1 } },
      ids.map((id) => message(id)),
      { flow: () => flow, nextExecutionId: () => 1 },
    );
  expect(of([1]).consent).toMatchObject({ consent: "opted_out", isSilenced: true, replies: [] });
  expect(of([1, 2]).consent).toMatchObject({ isSilenced: false });
});
