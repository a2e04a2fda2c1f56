import { expect } from "../console.ts";
import { choose, duration, text, type WalkThrough } from "./steps.ts";

/** Nodes that choose, keep or wait, and say nothing. */
export const DECIDING: Record<string, WalkThrough> = {
  decision: {},
  end: {},
  start_flow: {
    flow_id: { set: (builder) => choose(builder, "flow_id", "Delivery"), config: expect.any(Number) },
    context: {
      async set({ option, write }) {
        await option("context").getByRole("button", { name: "Add value" }).click();
        await option("context.0.key").getByRole("textbox").fill("who");
        await write("context.0.value", "{{ first_name }}");
      },
      config: [{ key: "who", value: "{{ first_name }}" }],
    },
    mode: { set: ({ option }) => option("mode").getByRole("radio", { name: "Stays there" }).click(), config: "go" },
  },
  switch: {
    value: { set: (builder) => builder.write("value", "{{ first_name }}"), config: "{{ first_name }}" },
    cases: {
      async set(builder) {
        const { option, write } = builder;
        const add = option("cases").getByRole("button", { name: "Add case" });
        await add.click();
        await choose(builder, "cases.0.test", "is between");
        await write("cases.0.with.0", "1");
        await write("cases.0.with.1", "10");
        await option("cases.0.id").getByRole("textbox").fill("few");
        await add.click();
        await choose(builder, "cases.1.test", "contains one of the words");
        await option("cases.1.with").getByRole("textbox").fill("pix, invoice");
        await option("cases.1.id").getByRole("textbox").fill("paid");
      },
      config: [
        { id: "few", test: "between", with: ["1", "10"] },
        { id: "paid", test: "contains_any", with: ["pix", "invoice"] },
      ],
    },
    save_as: { set: (builder) => text(builder, "save_as", "the result"), config: "the_result" },
  },
  business_hours: {
    calendar: { set: (builder) => choose(builder, "calendar", "Shop"), config: expect.stringMatching(/^\d+$/) },
  },
  random_split: {
    branches: {
      async set({ option }) {
        await option("branches").getByRole("button", { name: "Add branch" }).click();
        await option("branches.2.id").getByRole("textbox").fill("rare");
        await option("branches.2.weight").getByRole("spinbutton").fill("5");
      },
      config: [
        { id: "a", weight: 50 },
        { id: "b", weight: 50 },
        { id: "rare", weight: 5 },
      ],
    },
    sticky: { set: ({ option }) => option("sticky").getByRole("switch").click(), config: false },
    context_key: { set: (builder) => text(builder, "context_key", "group"), config: "group" },
  },
  delay: {
    // One of the three is written; choosing another takes the one before away.
    seconds: { set: (builder) => duration(builder, "seconds", "2", "d"), config: 172_800 },
    until: {
      async set({ page, write }) {
        await page.getByRole("radio", { name: "A moment" }).click();
        await write("until", "08:00");
      },
      config: "08:00",
    },
    until_open: {
      async set(builder) {
        await builder.page.getByRole("radio", { name: "Opening" }).click();
        await choose(builder, "until_open", "Shop");
      },
      config: expect.stringMatching(/^\d+$/),
    },
  },
  set_context: {
    set: {
      async set(builder) {
        const { option, write, page } = builder;
        await option("set.0.key").getByRole("textbox").fill("total");
        await write("set.0.value", "{{ 1 + 1 }}");
        await option("set").getByRole("button", { name: "Add change" }).click();
        await choose(builder, "set.1.op", "Take an item out of the list");
        await option("set.1.key").getByRole("textbox").fill("cart");
        await write("set.1.value", "first");
        await option("set.1.into").getByRole("textbox").fill("item");
        await option("set").getByRole("button", { name: "Add change" }).click();
        await choose(builder, "set.2.op", "Clear");
        await option("set.2.key").getByRole("textbox").fill("cart");
        await option("set").getByRole("button", { name: "Add change" }).click();
        await option("set.3.key").getByRole("textbox").fill("times");
        // A brace begins a text as often as data, and stays in it.
        await option("set.3.value").getByRole("textbox").click();
        await page.keyboard.type("{{ 1 }");
        await expect(option("set.3.value").getByRole("textbox")).toHaveText("{{ 1 }");
        await option("set").getByRole("listitem").nth(3).getByRole("radio", { name: "List or data" }).click();
        await option("set.3.value").getByRole("textbox").click();
        await page.keyboard.press("ControlOrMeta+a");
        // Letter by letter: in between it is now data and now not.
        await page.keyboard.type('[1, {"a": "{{ first_name }}"}]');
      },
      config: [
        { key: "total", op: "set", value: "{{ 1 + 1 }}" },
        { key: "cart", op: "take", value: "first", into: "item" },
        expect.objectContaining({ key: "cart", op: "clear" }),
        { key: "times", op: "set", value: [1, { a: "{{ first_name }}" }] },
      ],
    },
  },
  update_contact: {
    name: { set: (builder) => builder.write("name", "{{ first_name }}"), config: "{{ first_name }}" },
    language: { set: (builder) => builder.write("language", "en"), config: "en" },
    fields: {
      async set({ option, write }) {
        await option("fields").getByRole("button", { name: "Add field" }).click();
        await option("fields.0.key").getByRole("textbox").fill("plan");
        await write("fields.0.value", "{{ first_name }}");
        await option("fields").getByRole("button", { name: "Add field" }).click();
        await option("fields.1.key").getByRole("textbox").fill("old plan");
        await option("fields.1.remove").getByRole("switch").click();
      },
      config: [{ key: "plan", value: "{{ first_name }}" }, expect.objectContaining({ key: "old_plan", remove: true })],
    },
    labels: {
      async set({ option }) {
        await option("labels.on").getByRole("textbox").fill("customer, vip");
        await option("labels.off").getByRole("textbox").fill("new");
      },
      config: { on: ["customer", "vip"], off: ["new"] },
    },
    consent: { set: (builder) => choose(builder, "consent", "Wants to get messages"), config: "opted_in" },
  },
};
