import type { Page } from "@playwright/test";
import { expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

/** What leads where, by the names of the nodes. */
const CLINIC = [
  "Hello > Name",
  "Name > Menu",
  "Menu > Choice",
  "Choice > Which",
  'Which [same_text(choice, "1")] > General',
  'Which [same_text(choice, "2")] > Skin',
  'Which [same_text(choice, "3")] > Child',
  'Which [same_text(choice, "4")] > Doubt',
  'Which [same_text(choice, "5")] > Person',
  "Which > Pardon",
  "Pardon > Choice",
  "General > Day",
  "Skin > Day",
  "Child > Day",
  "Day > Confirm",
  "Confirm > Answer",
  "Answer > Sure",
  "Sure [answers_yes(answer)] > Booked",
  "Sure > Day",
  "Booked > Reminder",
  "Reminder > Bye",
  "Doubt > Reply",
  "Reply > More",
  "Reply error > Person",
  "More [answers_yes(doubt)] > Doubt",
  "More > Bye",
  "Person > Bye",
].toSorted();

/** As many keys as a person pressed for it when this was written, and some: who makes the way longer should notice. */
const MOST_KEYS = 185;

/** Hands on a keyboard: letters of texts, and the keys that lead from one to the next. */
class Hands {
  keys = 0;
  letters = 0;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    this.keys += keys.length;
  }

  /** The first letter as a key, the others at once: letter by letter a long text costs the test more than all of its keys. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text.slice(0, 1));
    await this.page.keyboard.insertText(text.slice(1));
    this.letters += text.length;
  }

  /** The node that comes next; what is typed then lands in its first field. */
  async add(type: string): Promise<void> {
    await this.choose(type);
  }

  /** On to a node that is there. */
  async leadTo(name: string): Promise<void> {
    await this.choose(name);
  }

  private async choose(words: string): Promise<void> {
    await this.press("ControlOrMeta+Enter");
    await expect(this.page.getByPlaceholder("What comes next?")).toBeFocused();
    await this.type(words);
    await this.press("Enter");
    await expect(this.page.getByPlaceholder("What comes next?")).toHaveCount(0);
  }

  /** From the first field of a card back to its name, which is written over. */
  async callIt(name: string): Promise<void> {
    const field = this.page.locator("[data-field=name]");
    for (let tabs = 0; tabs < 6; tabs++) {
      if (await field.evaluate((element) => element === document.activeElement)) break;
      await this.press("Shift+Tab");
    }
    await expect(field).toBeFocused();
    await this.type(name);
  }

  /** Another comparison, from the field of what the begun one compares with: the list is searched key by key. */
  async compare(begins: string): Promise<void> {
    await expect(this.page.getByRole("textbox", { name: "Text", exact: true }).and(this.page.locator(":focus"))).toHaveCount(1);
    await this.press("Shift+Tab", "Enter");
    await expect(this.page.getByRole("listbox")).toBeVisible();
    await this.page.keyboard.type(begins);
    this.letters += begins.length;
    await this.press("Enter");
    await expect(this.page.getByRole("listbox")).toHaveCount(0);
  }

  /** To the card of a node, wherever the keyboard is in a panel. */
  async goTo(name: string): Promise<void> {
    await this.press("Escape", "ControlOrMeta+f");
    await expect(this.page.getByRole("combobox", { name: "Name, text or condition…" })).toBeFocused();
    await this.type(name);
    await this.press("Enter");
  }
}

test("a clinic's flow of 20 nodes is built from blank by keyboard alone", async () => {
  const page = await app.visit({ width: 1440, height: 900 });
  const builder = await openBuilder(app, page, await makeFlow(app, "Clinic"));
  await page.mouse.move(0, 0);
  const hands = new Hands(page);
  const say = async (name: string, text: string) => {
    await hands.add("send");
    await hands.type(text);
    await hands.callIt(name);
  };
  const ask = async (name: string, key: string) => {
    await hands.add("question");
    await hands.press("Tab", "Tab");
    await hands.type(key);
    await hands.callIt(name);
  };
  const decide = async (name: string) => {
    await hands.add("decision");
    await hands.callIt(name);
  };

  await say("Hello", "Hello! This is the clinic. What is your name?");
  await ask("Name", "name");
  await say("Menu", "How can I help?");
  await ask("Choice", "choice");
  await decide("Which");
  await say("Pardon", "Please write a number from 1 to 5.");
  await hands.leadTo("Choice");

  await hands.goTo("Which");
  await say("General", "Our general practitioners see you from 8 to 6.");
  await ask("Day", "day");
  await say("Confirm", "Shall I book that?");
  await ask("Answer", "answer");
  await decide("Sure");
  await hands.leadTo("Day");
  await say("Booked", "It is booked.");
  await say("Reminder", "Remember: bring an ID.");
  await hands.add("end");
  await hands.callIt("Bye");

  for (const [name, text] of [
    ["Skin", "Our dermatologists see you in the afternoon."],
    ["Child", "Our paediatricians see you in the morning."],
  ] as const) {
    await hands.goTo("Which");
    await say(name, text);
    await hands.leadTo("Day");
  }

  await hands.goTo("Which");
  await ask("Doubt", "doubt");
  await hands.add("AI");
  await hands.type("Answer the question: {{ doubt }}");
  await hands.callIt("Reply");
  await decide("More");
  await hands.leadTo("Bye");
  // A condition that is begun is written at once.
  await hands.leadTo("Doubt");
  await hands.compare("answers y");
  await hands.goTo("Reply");
  await say("Person", "Somebody will write to you here.");
  await hands.leadTo("Bye");
  await hands.goTo("Which");
  await hands.leadTo("Person");
  await hands.type("5");
  // Enter on the card leads to the next condition that is not written.
  for (const number of ["1", "2", "3", "4"]) {
    await hands.press("Escape", "Enter");
    await hands.type(number);
  }
  await hands.goTo("Sure");
  await hands.press("Enter");
  await hands.compare("answers y");

  expectValue(waysOf(await builder.draft())).toEqual(CLINIC);
  expectValue((await builder.draft()).nodes).toHaveLength(20);
  expectValue(hands.keys).toBeLessThan(MOST_KEYS);
});

function waysOf({ nodes, transitions }: FlowGraph): string[] {
  const name = (id: string) => nodes.find((node) => node.id === id)?.name ?? id;
  return transitions
    .map(({ from, to, exit, condition }) => {
      const by = exit === "next" ? "" : ` ${exit}`;
      return `${name(from)}${by}${condition === null ? "" : ` [${condition}]`} > ${name(to)}`;
    })
    .toSorted();
}
