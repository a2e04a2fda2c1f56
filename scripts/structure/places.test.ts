import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DRAWINGS } from "#components/chat/registry.tsx";
import { WRITES } from "#lib/effects/registry.ts";
import { CALLS } from "#lib/engine/calls.ts";
import { INBOUND_TYPES } from "#lib/whatsapp/inbound/registry.ts";
import { ANSWERING_TYPES } from "#lib/whatsapp/inbound/turn.ts";
import { OUTGOING_TYPES } from "#lib/whatsapp/outgoing/registry.ts";
import { placesOf, SOURCES, withoutComments } from "./places.ts";

test("the search reads the whole product, and no comments", () => {
  expect(SOURCES.length).toBeGreaterThan(500);
  expect(withoutComments('/** says "x" */\n  // and "y"\nconst url = "http://z";').trim()).toBe('const url = "http://z";');
});

const folders = (pattern: string) => globSync(pattern).map((file) => file.split("/").at(-2) ?? "");

describe("a node type is its folder and three lines", () => {
  const LINES = ["lib/nodes/forms.tsx", "lib/nodes/messages.ts", "lib/nodes/registry.ts"];
  /** Whoever names one and must. */
  const EXCEPTIONS: Record<string, string[]> = {
    // A node that leads nowhere is mended by an End behind it.
    end: ["components/builder/issues/quick-fixes.tsx", "components/builder/model/quick-fix.ts"],
  };

  test.each(folders("lib/nodes/*/node.ts"))("%s", (type) => {
    // What is compared or looked up as a node type: "end" and "decision" mean much else. Examples of the API's documents are no place.
    const names = new RegExp(
      `nodes/${type}/|"\\./${type}/|node_?[tT]ype"?\\s*[!=]==?\\s*"${type}"|node(Types\\.\\w+|Messages)\\("${type}"`,
    );
    // An effect may have the name of the node that it comes from.
    const isItsOwn = (file: string) => file.startsWith(`lib/nodes/${type}/`) || file.includes("/effects/");
    const places = placesOf(names, (file) => isItsOwn(file) || EXCEPTIONS[type]?.includes(file) === true);
    expect(places, `what differs for "${type}" belongs into lib/nodes/${type}, behind the registries`).toEqual(LINES);
  });
});

describe("an effect is its two folders and six places at most", () => {
  /** Saved flow tests, the API, exports and the history call it by these names since before effects were an open set. */
  const SAVED_NAMES: Record<string, string[]> = {
    complete_ai: [
      "lib/flow-tests/actions.ts", // the turns answer_ai and fail_ai of saved tests
      "lib/flow-tests/schema.ts",
      "lib/server/services/contacts/export-contact.ts", // ai_calls beside calls, for one release
      "lib/server/services/executions/history.ts",
      "lib/server/services/simulation/try-ai.ts", // POST /api/v1/ai/complete
    ],
    send_message: ["lib/engine/flow-words.ts"], // what the engine says itself, as the settings of a flow have it
    schedule_timer: ["lib/engine/idle.ts"], // the engine's own timer, for a contact who says nothing
  };
  const eventOf = new Map<string, string>(Object.entries(CALLS).map(([effect, { event }]) => [effect, event]));

  test.each([...Object.keys(WRITES), ...Object.keys(CALLS)])("%s", (effect) => {
    const event = eventOf.get(effect);
    const names = [
      `(?<!node_?[tT]ype"?(: | \\?\\? |\\s*[!=]==?\\s*))["']${effect}["']`,
      `effects/${effect}/`,
      `"(\\.\\./|\\./)*${effect}/`,
    ];
    if (event !== undefined) names.push(`\\b(event_)?${event}\\b`);
    const places = placesOf(
      new RegExp(names.join("|")),
      // Nodes are what effects come from.
      (file) =>
        new RegExp(`^lib/(nodes|effects/${effect}|server/effects/${effect})/`).test(file) || SAVED_NAMES[effect]?.includes(file) === true,
    );
    expect(places.length, `these name "${effect}":\n${places.join("\n")}\n`).toBeLessThanOrEqual(6);
    expect(places).toContain("lib/effects/registry.ts");
  });
});

describe("a message type is its file in outgoing, in inbound and in chat, with a line in each registry, and nothing else", () => {
  const outgoing = OUTGOING_TYPES.map(({ type }) => type);
  const inbound = INBOUND_TYPES.flatMap(({ types }) => types);
  const drawn = DRAWINGS.flatMap(({ types }) => Object.keys(types));
  /** A text is what people and flows say unless they say otherwise, so whoever makes a message may name it. */
  const types = [...new Set([...outgoing, ...inbound, ...drawn])].filter((type) => type !== "text");

  /** As a value that is compared or given, as the key of a table of icons or components, as the end of a catalogue's key. */
  const namesOf = (type: string) =>
    new RegExp(
      `\\b(?:type|kind)\\b["']?\\s*(?::|[!=]==|\\?\\?)\\s*["'\`]${type}["'\`]|[{,]\\s*${type}: [A-Z]\\w+\\s*[,}]|\\bkind_${type}\\b`,
    );

  test("what the search for a type's name finds, and what it does not", () => {
    const found = (text: string) => namesOf("image").test(text);
    for (const text of [
      '{ type: "image", text }',
      'message.type === "image"',
      "kind ?? 'image'",
      "{ image: ImageIcon, video: V }",
      "kind_image:",
    ])
      expect(found(text), text).toBe(true);
    for (const text of ['type: "imagery"', "image: string;", 'mime_type: "image/png"', "<Image />"]) expect(found(text), text).toBe(false);
  });

  test.each(types)("%s", (type) => {
    // The nodes that send it may name it; and who does not speak of messages means something else by the word.
    // The emulated Meta has its own reading of each type, as Meta has: one that believed ours would find no fault of ours.
    const isItsOwn = (file: string) =>
      /^(lib\/whatsapp\/(inbound|outgoing)|components\/(chat|phone)|lib\/nodes\/\w+|lib\/meta-emulator)\//.test(file);
    const speaksOfMessages = new Set(SOURCES.filter(({ code }) => /message/i.test(code)).map(({ file }) => file));
    expect(
      placesOf(namesOf(type), (file) => isItsOwn(file) || !speaksOfMessages.has(file)),
      `these name "${type}" too: what differs by type belongs into the type's own files, behind their registries`,
    ).toEqual([]);
  });

  test("no registry has a type twice", () => {
    for (const registry of [outgoing, inbound, drawn]) expect(registry).toEqual([...new Set(registry)]);
  });

  test("whatever Siga sends, and whatever can be a contact's answer, is drawn", () => {
    expect([...outgoing, ...ANSWERING_TYPES].filter((type) => !drawn.includes(type))).toEqual([]);
  });
});
