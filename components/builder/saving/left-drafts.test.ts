import { expect, test } from "vitest";
import { renameNode } from "../model/commands/change.ts";
import { graphOf } from "../model/graph.fixture.ts";
import { keepLeftDraft, leftDraftOf, newestDraft } from "./left-drafts.ts";

const old = graphOf("a -> b");
const mine = renameNode(old, "a", "Mine");
const theirs = renameNode(old, "b", "Theirs");
const drawn = { graph: old, revision: 7 };

test("who comes back goes on from their own last save, not from what the page was first drawn with", () => {
  const before = { graph: mine, saved: { graph: mine, revision: 9 } };
  expect(newestDraft(drawn, before)).toBe(before);
  expect(newestDraft({ graph: theirs, revision: 10 }, before).graph).toBe(theirs);
  expect(newestDraft(drawn, null)).toEqual({ graph: old, saved: drawn });
});

test("what could not be saved is there again, and is known to be unsaved", () => {
  const before = { graph: mine, saved: drawn };
  expect(newestDraft(drawn, before)).toBe(before);
  expect(newestDraft({ graph: theirs, revision: 10 }, before), "the two are to be brought together").toBe(before);
});

test("the save under way when the page is left is waited for", async () => {
  let saved = drawn;
  let end = () => {};
  const save = new Promise<void>((resolve) => {
    end = () => {
      saved = { graph: mine, revision: 8 };
      resolve();
    };
  });
  keepLeftDraft(3, () => ({ graph: mine, saved }), save);
  end();
  expect(await leftDraftOf(3)).toEqual({ graph: mine, saved: { graph: mine, revision: 8 } });
  expect(leftDraftOf(4)).toBeUndefined();
});
