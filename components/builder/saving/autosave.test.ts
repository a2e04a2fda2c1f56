import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { graphOf } from "../model/graph.fixture.ts";
import { renameNode } from "../model/commands/change.ts";
import { Autosave, type SaveResult, type SaveState } from "./autosave.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function saving() {
  const server = {
    revision: 7,
    graph: graphOf("a -> b"),
    answers: [] as SaveResult[],
    saves: [] as { graph: FlowGraph; revision: number }[],
    delay: 0,
    answerDelay: 0,
    lost: 0,
  };
  let draft = server.graph;
  const states: SaveState["kind"][] = [];
  const loaded: number[] = [];
  const autosave: Autosave = new Autosave(
    { graph: draft, revision: 7 },
    {
      async save(graph, revision) {
        server.saves.push({ graph, revision });
        if (server.delay > 0) await new Promise((done) => setTimeout(done, server.delay));
        const answer = server.answers.shift();
        if (answer) return answer;
        if (revision !== server.revision) return { kind: "stale", theirs: { graph: server.graph, revision: server.revision } };
        server.graph = graph;
        server.revision += 1;
        const { revision: made } = server;
        if (server.lost > 0) {
          server.lost -= 1;
          return { kind: "unreachable" };
        }
        if (server.answerDelay > 0) await new Promise((done) => setTimeout(done, server.answerDelay));
        return { kind: "saved", revision: made };
      },
      async newer(revision) {
        await Promise.resolve();
        return server.revision === revision ? null : { graph: server.graph, revision: server.revision };
      },
      read: () => draft,
      load(theirs) {
        loaded.push(theirs.revision);
        draft = theirs.graph;
        autosave.changed();
      },
      onState: ({ kind }) => states.push(kind),
      now: () => Date.now(),
    },
  );
  const edit = (name: string) => {
    draft = renameNode(draft, "a", name);
    autosave.changed();
  };
  const another = (name: string) => {
    server.graph = renameNode(server.graph, "b", name);
    server.revision += 1;
  };
  return {
    autosave,
    server,
    states,
    loaded,
    edit,
    another,
    put: (graph: FlowGraph) => (draft = graph),
    name: () => server.graph.nodes[0]?.name,
  };
}

test("a change is on the server within a second, even while the typing goes on", async () => {
  const { edit, server, name, autosave } = saving();
  for (let ms = 0; ms < 1_000; ms += 100) {
    edit(`name ${ms}`);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(server.saves.length).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([name(), autosave.isDirty, autosave.state.kind]).toEqual(["name 900", false, "saved"]);
});

test("what changes during a save is saved after it, from the new revision", async () => {
  const { edit, server, name } = saving();
  server.delay = 300;
  edit("one");
  await vi.advanceTimersByTimeAsync(500);
  edit("two");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.saves.map(({ revision }) => revision)).toEqual([7, 8]);
  expect(name()).toBe("two");
});

test("who asks for a save during a save has everything saved in the end", async () => {
  const { edit, server, autosave, name } = saving();
  server.delay = 300;
  edit("one");
  await vi.advanceTimersByTimeAsync(500);
  edit("two");
  const flushed = Promise.all([autosave.flush(), autosave.flush()]);
  await vi.advanceTimersByTimeAsync(1_000);
  await flushed;
  expect([name(), autosave.isDirty, server.saves.length]).toEqual(["two", false, 2]);
});

test("an undo back to what is saved saves nothing", async () => {
  const { edit, put, server, autosave } = saving();
  edit("one");
  put(server.graph);
  autosave.changed();
  await vi.advanceTimersByTimeAsync(2_000);
  expect([server.saves.length, autosave.state.kind]).toEqual([0, "saved"]);
});

test("a save that does not arrive is tried again until it does, with what is newest", async () => {
  const { edit, server, states, name, autosave } = saving();
  server.answers = [{ kind: "unreachable" }, { kind: "unreachable" }];
  edit("one");
  await vi.advanceTimersByTimeAsync(500);
  expect([autosave.state.kind, autosave.isDirty]).toEqual(["offline", true]);
  edit("two");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(name()).toBe("two");
  expect(states.at(-1)).toBe("saved");
});

test("a save that arrived, and whose answer was lost, is not taken for somebody else's", async () => {
  const { edit, server, autosave, name } = saving();
  server.lost = 2;
  edit("one");
  await vi.advanceTimersByTimeAsync(500);
  expect([autosave.state.kind, server.revision]).toEqual(["offline", 8]);
  edit("two");
  await vi.advanceTimersByTimeAsync(10_000);
  expect([autosave.state.kind, autosave.isDirty, name()]).toEqual(["saved", false, "two"]);
});

test("nor is it when the next look finds it", async () => {
  const { edit, server, autosave } = saving();
  server.lost = 1;
  edit("one");
  await vi.advanceTimersByTimeAsync(500);
  await autosave.check();
  expect([autosave.state.kind, autosave.isDirty, autosave.revision]).toEqual(["saved", false, 8]);
});

test("a stale draft is not saved, and says what the other's is and what both began with", async () => {
  const { edit, another, server, autosave } = saving();
  const base = server.graph;
  another("theirs");
  edit("mine");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(autosave.state).toEqual({ kind: "stale", base, theirs: { graph: server.graph, revision: 8 } });
  edit("mine too");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.saves.length).toBe(1);
});

test("an editor who changes nothing gets the other's draft, once and unasked", async () => {
  const { another, autosave, server, loaded } = saving();
  await autosave.check();
  expect(loaded).toEqual([]);
  another("theirs");
  await autosave.check();
  await vi.advanceTimersByTimeAsync(2_000);
  expect([autosave.state.kind, loaded, autosave.isDirty, server.saves.length]).toEqual(["saved", [8], false, 0]);
});

test("so does one who undoes what stood in its way", async () => {
  const { another, autosave, edit, put, server, loaded } = saving();
  const base = server.graph;
  another("theirs");
  edit("mine");
  await vi.advanceTimersByTimeAsync(1_000);
  expect([autosave.state.kind, loaded]).toEqual(["stale", []]);
  put(base);
  autosave.changed();
  expect([autosave.state.kind, loaded, autosave.revision]).toEqual(["saved", [8], 8]);
});

test("after a merge the next save is made from their revision", async () => {
  const { edit, another, server, autosave, put, name } = saving();
  another("theirs");
  edit("mine");
  await vi.advanceTimersByTimeAsync(1_000);
  const theirs = { graph: server.graph, revision: server.revision };
  put(renameNode(theirs.graph, "a", "mine"));
  autosave.resolve(theirs);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([name(), server.graph.nodes[1]?.name, autosave.state.kind]).toEqual(["mine", "theirs", "saved"]);
});

test("our own save during a check is not taken for somebody else's", async () => {
  const { edit, autosave, server } = saving();
  edit("mine");
  const check = autosave.check();
  await autosave.flush();
  await check;
  expect([autosave.state.kind, server.revision]).toEqual(["saved", 8]);
});

test("nor is one whose answer is still on its way", async () => {
  const { edit, autosave, server } = saving();
  server.answerDelay = 500;
  edit("mine");
  const check = autosave.check();
  const flushed = autosave.flush();
  await check;
  expect(autosave.state.kind).toBe("saving");
  await vi.advanceTimersByTimeAsync(1_000);
  await flushed;
  expect([autosave.state.kind, autosave.revision]).toEqual(["saved", 8]);
});

test("a refusal is shown and the next change tries again", async () => {
  const { edit, server, autosave, name } = saving();
  server.answers = [{ kind: "refused", reason: "archived" }];
  edit("one");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(autosave.state).toEqual({ kind: "refused", reason: "archived" });
  edit("two");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(name()).toBe("two");
});

test("a deed that replaces the draft itself is neither saved over nor taken for somebody else's", async () => {
  const { edit, put, server, autosave, name } = saving();
  edit("mine");
  const old = graphOf("a -> b; b -> c");
  const replaced = autosave.replace(async (revision) => {
    expect([name(), revision]).toEqual(["mine", server.revision]);
    server.graph = old;
    server.revision += 1;
    const answer = { graph: old, revision: server.revision };
    edit("typed meanwhile");
    await new Promise((done) => setTimeout(done, 2_000));
    put(old);
    return answer;
  });
  await autosave.check();
  await vi.advanceTimersByTimeAsync(5_000);
  await replaced;
  expect([autosave.state.kind, autosave.revision, server.graph]).toEqual(["saved", 9, old]);
});

test("where such a deed fails the draft goes on being saved", async () => {
  const { edit, autosave, name } = saving();
  await expect(autosave.replace(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  edit("mine");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(name()).toBe("mine");
});
