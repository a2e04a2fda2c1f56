import { expect } from "../console.ts";
import { choose, duration, inSection, text, type WalkThrough } from "./steps.ts";

/** Of questions that a button answers. */
const ASKED_AGAIN: WalkThrough = {
  attempts: {
    set: (builder) =>
      inSection(builder, "No answer, or not understood", () => builder.option("attempts").getByRole("spinbutton").fill("2")),
    config: 2,
  },
  invalid_messages: { set: (builder) => builder.write("invalid_messages.0", "Tap the button."), config: ["Tap the button."] },
  timeout_seconds: {
    set: (builder) => inSection(builder, "Reminders and deadline", () => duration(builder, "timeout_seconds", "2", "d")),
    config: 172_800,
  },
  reminders: {
    async set(builder) {
      await builder.option("reminders").getByRole("button", { name: "Add reminder" }).click();
      await builder.write("reminders.0.message", "Are you there?");
      await duration(builder, "reminders.0.after_seconds", "3", "h");
    },
    config: [{ after_seconds: 10_800, message: "Are you there?" }],
  },
  hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
};

/** Nodes that wait for what the contact says. */
export const ASKING: Record<string, WalkThrough> = {
  wait_for_input: {
    question: { set: (builder) => builder.write("question", "And yours, {{ first_name }}?"), config: "And yours, {{ first_name }}?" },
    expect: { set: (builder) => choose(builder, "expect", "Phone number"), config: "phone" },
    context_key: { set: (builder) => text(builder, "context_key", "favourite colour"), config: "favourite_colour" },
    default_country: {
      set: (builder) => inSection(builder, "What the answer has to be", () => text(builder, "default_country", "PT")),
      config: "PT",
    },
    validation: {
      async set(builder) {
        await text(builder, "validation.pattern", "[+]351.*");
        await text(builder, "validation.condition", "value != first_name");
      },
      config: { pattern: "[+]351.*", condition: "value != first_name" },
    },
    attempts: { set: (builder) => builder.option("attempts").getByRole("spinbutton").fill("2"), config: 2 },
    invalid_messages: {
      async set(builder) {
        await builder.write("invalid_messages.0", "A number in Portugal, please.");
        // There is room for the next one.
        await builder.write("invalid_messages.1", "It begins with +351.");
      },
      config: ["A number in Portugal, please.", "It begins with +351."],
    },
    timeout_seconds: {
      set: (builder) => inSection(builder, "Reminders, deadline, several messages", () => duration(builder, "timeout_seconds", "2", "d")),
      config: 172_800,
    },
    reminders: {
      async set(builder) {
        await builder.option("reminders").getByRole("button", { name: "Add reminder" }).click();
        await builder.write("reminders.0.message", "Are you there, {{ first_name }}?");
        await duration(builder, "reminders.0.after_seconds", "3", "h");
      },
      config: [{ after_seconds: 10_800, message: "Are you there, {{ first_name }}?" }],
    },
    collect_seconds: { set: (builder) => builder.option("collect_seconds").getByRole("spinbutton").fill("20"), config: 20 },
    hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
    transcribe_voice: { set: (builder) => builder.option("transcribe_voice").getByRole("switch").click(), config: true },
    // Last, because the answers take the place of what a phone number needs.
    choices: {
      async set(builder) {
        await choose(builder, "expect", "One of a list");
        await builder.option("choices").getByRole("button", { name: "Add answer" }).click();
        // The new answer has the cursor.
        await builder.page.keyboard.type("By card");
        await builder.option("choices.0.words").getByRole("textbox").fill("credit, debit");
      },
      config: [{ id: "by_card", title: "By card", words: ["credit", "debit"] }],
    },
  },
  send_choices: {
    message: { set: (builder) => builder.write("message", "Well, {{ first_name }}?"), config: "Well, {{ first_name }}?" },
    choices: {
      async set({ page, option }) {
        await option("choices").getByRole("button", { name: "Add choice" }).click();
        await page.keyboard.type("Yes");
        await option("choices").getByRole("button", { name: "Description, other words, id" }).click();
        await option("choices.0.words").getByRole("textbox").fill("sure, ok");
      },
      config: [{ id: "yes", title: "Yes", words: ["sure", "ok"] }],
    },
    context_key: { set: (builder) => text(builder, "context_key", "answer"), config: "answer" },
    attempts: {
      set: (builder) =>
        inSection(builder, "No answer, or not understood", () => builder.option("attempts").getByRole("spinbutton").fill("3")),
      config: 3,
    },
    retry_message: { set: (builder) => builder.write("retry_message", "Pardon?"), config: "Pardon?" },
    timeout_seconds: { set: (builder) => duration(builder, "timeout_seconds", "2", "h"), config: 7_200 },
    hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
    header: {
      set: (builder) => inSection(builder, "Header, footer and list button", () => builder.write("header", "Visit")),
      config: "Visit",
    },
    footer: { set: (builder) => builder.write("footer", "Until noon"), config: "Until noon" },
    button: { set: (builder) => builder.write("button", "Answers"), config: "Answers" },
    header_image: { set: (builder) => builder.write("header_image", "https://siga.example/a.jpg"), config: "https://siga.example/a.jpg" },
    display_only: { set: (builder) => builder.option("display_only").getByRole("switch").click(), config: true },
    // Last, because it takes the place of the choices on the screen, which stay as they are.
    choices_from: {
      async set({ option }) {
        await option("choices_from").getByRole("radio", { name: "From a list" }).click();
        await option("choices_from.list").getByRole("combobox").fill("first_name");
      },
      config: { list: "first_name", id: "", title: "" },
    },
  },
  ask_location: {
    question: { set: (builder) => builder.write("question", "Where to, {{ first_name }}?"), config: "Where to, {{ first_name }}?" },
    context_key: { set: (builder) => text(builder, "context_key", "place"), config: "place" },
    ...ASKED_AGAIN,
  },
  ask_contact: {
    question: { set: (builder) => builder.write("question", "Your number, {{ first_name }}?"), config: "Your number, {{ first_name }}?" },
    context_key: { set: (builder) => text(builder, "context_key", "mobile number"), config: "mobile_number" },
    ...ASKED_AGAIN,
  },
  send_form: {
    form_id: { set: (builder) => builder.write("form_id", "1123581321"), config: "1123581321" },
    message: { set: (builder) => builder.write("message", "Sign up, {{ first_name }}"), config: "Sign up, {{ first_name }}" },
    button: { set: (builder) => builder.write("button", "Begin"), config: "Begin" },
    fields: {
      async set({ option }) {
        await option("fields").getByRole("button", { name: "Add field" }).click();
        await option("fields.0.field").getByRole("textbox").fill("email");
        await option("fields.0.key").getByRole("textbox").fill("their email");
      },
      config: [{ field: "email", key: "their_email" }],
    },
    context_key: { set: (builder) => text(builder, "context_key", "registration"), config: "registration" },
    retry_message: {
      set: (builder) => inSection(builder, "No answer, or not understood", () => builder.write("retry_message", "Tap the button.")),
      config: "Tap the button.",
    },
    timeout_seconds: { set: (builder) => duration(builder, "timeout_seconds", "1", "d"), config: 86_400 },
    hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
    header: {
      set: (builder) => inSection(builder, "Header, footer, first screen", () => builder.write("header", "One minute")),
      config: "One minute",
    },
    footer: { set: (builder) => builder.write("footer", "Until noon"), config: "Until noon" },
    screen: { set: (builder) => builder.write("screen", "SIGN_UP"), config: "SIGN_UP" },
    data: {
      set: (builder) => builder.write("data", '{\n  "name": "{{ first_name }}"\n}'),
      config: { name: "{{ first_name }}" },
    },
  },
  send_carousel: {
    message: { set: (builder) => builder.write("message", "Today, {{ first_name }}:"), config: "Today, {{ first_name }}:" },
    media: { set: ({ option }) => option("media").getByRole("radio", { name: "Videos" }).click(), config: "video" },
    cards: {
      async set({ option, page, write }) {
        for (const [index, cake] of ["Carrot", "Lemon"].entries()) {
          await option("cards").getByRole("button", { name: "Add card" }).click();
          // The new card has the cursor.
          await page.keyboard.type(`https://shop.example/${cake}.mp4`);
          await write(`cards.${index}.body`, `${cake} cake`);
          await write(`cards.${index}.choices.0.title`, `I take ${cake}`);
          await option(`cards.${index}.choices.0.words`).getByRole("textbox").fill(cake.toLowerCase());
        }
      },
      config: ["Carrot", "Lemon"].map((cake): unknown =>
        expect.objectContaining({
          media_url: `https://shop.example/${cake}.mp4`,
          body: `${cake} cake`,
          choices: [expect.objectContaining({ title: `I take ${cake}`, words: [cake.toLowerCase()] })],
        }),
      ),
    },
    context_key: { set: (builder) => text(builder, "context_key", "cake"), config: "cake" },
    attempts: {
      set: (builder) =>
        inSection(builder, "No answer, or not understood", () => builder.option("attempts").getByRole("spinbutton").fill("4")),
      config: 4,
    },
    retry_message: { set: (builder) => builder.write("retry_message", "Which one?"), config: "Which one?" },
    timeout_seconds: { set: (builder) => duration(builder, "timeout_seconds", "30", "min"), config: 1_800 },
    hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
    // After these, because who only shows the cards hears no answer, and links are not answered at all.
    display_only: { set: (builder) => builder.option("display_only").getByRole("switch").click(), config: true },
    buttons: {
      async set({ option, write }) {
        await option("buttons").getByRole("radio", { name: "A link" }).click();
        for (const index of [0, 1]) {
          await write(`cards.${index}.button`, "Order");
          await write(`cards.${index}.url`, "https://shop.example/{{ first_name }}");
        }
      },
      config: "url",
    },
  },
};
