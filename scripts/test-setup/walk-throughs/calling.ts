import { expect } from "../console.ts";
import { addRow, choose, duration, inSection, text, toggleTwice, type WalkThrough } from "./steps.ts";

/** Nodes that ask another system. */
export const CALLING: Record<string, WalkThrough> = {
  ai_completion: {
    prompt_template: {
      set: (builder) => builder.write("prompt_template", "What is {{ first_name }}?"),
      config: "What is {{ first_name }}?",
    },
    prompt: { set: (builder) => builder.write("prompt", "an older one"), config: "an older one" },
    system_prompt: { set: (builder) => builder.write("system_prompt", "Be brief."), config: "Be brief." },
    context_key: { set: (builder) => text(builder, "context_key", "answer"), config: "answer" },
    send_response: { set: (builder) => toggleTwice(builder, "send_response"), config: true },
    response_template: {
      set: (builder) => builder.write("response_template", "The AI says: {{ response }}"),
      config: "The AI says: {{ response }}",
    },
    preview_url: { set: (builder) => builder.option("preview_url").getByRole("switch").click(), config: true },
    whatsapp_format: { set: (builder) => builder.option("whatsapp_format").getByRole("switch").click(), config: false },
    history_context_key: {
      set: (builder) => inSection(builder, "Memory", () => text(builder, "history_context_key", "talk")),
      config: "talk",
    },
    append_history: { set: (builder) => builder.option("append_history").getByRole("switch").click(), config: false },
    model: { set: (builder) => inSection(builder, "Model", () => text(builder, "model", "gpt-4o")), config: "gpt-4o" },
    temperature: { set: (builder) => builder.option("temperature").getByRole("spinbutton").fill("0.7"), config: 0.7 },
    max_tokens: { set: (builder) => builder.option("max_tokens").getByRole("spinbutton").fill("200"), config: 200 },
    timeout_seconds: { set: (builder) => builder.option("timeout_seconds").getByRole("spinbutton").fill("45"), config: 45 },
    extra_body: { set: (builder) => builder.option("extra_body").getByRole("textbox").fill('{ "top_p": 0.5 }'), config: { top_p: 0.5 } },
    delay_seconds: {
      set: (builder) => inSection(builder, "More options", () => duration(builder, "delay_seconds", "90", "s")),
      config: 90,
    },
    response_alias: { set: (builder) => text(builder, "response_alias", "said"), config: "said" },
    store_raw_message: { set: (builder) => builder.option("store_raw_message").getByRole("switch").click(), config: true },
    store_full_response: { set: (builder) => builder.option("store_full_response").getByRole("switch").click(), config: true },
  },
  http_request: {
    method: { set: (builder) => choose(builder, "method", "POST"), config: "POST" },
    url: {
      set: (builder) => builder.write("url", "https://shop.example/{{ first_name }}"),
      config: "https://shop.example/{{ first_name }}",
    },
    query: { set: (builder) => addRow(builder, "query", "lang", "en"), config: [{ name: "lang", value: "en" }] },
    headers: { set: (builder) => addRow(builder, "headers", "Accept", "text/plain"), config: [{ name: "Accept", value: "text/plain" }] },
    auth: {
      async set(builder) {
        await choose(builder, "auth.type", "Token (Bearer)");
        await builder.write("auth.token", "t-1");
      },
      config: { type: "bearer", token: "t-1" },
    },
    body: {
      async set(builder) {
        await builder.option("body.type").getByRole("radio", { name: "JSON" }).click();
        await builder.write("body.value", '{ "name": "{{ first_name }}" }');
        // There and back: as rows, and as JSON again.
        await builder.option("body.type").getByRole("radio", { name: "Form" }).click();
        await expect(builder.option("body.value.0.name").getByRole("textbox")).toHaveValue("name");
        await builder.option("body.type").getByRole("radio", { name: "JSON" }).click();
      },
      config: { type: "json", value: '{\n  "name": "{{ first_name }}"\n}' },
    },
    response_mapping: {
      async set({ option }) {
        await option("response_mapping").getByRole("button", { name: "Add value" }).click();
        await option("response_mapping.0.key").getByRole("textbox").fill("price");
        await option("response_mapping.0.path").getByRole("textbox").fill("items[0].price");
      },
      config: [{ key: "price", path: "items[0].price" }],
    },
    exits: { set: (builder) => choose(builder, "exits", "One for all failures"), config: "simple" },
    timeout_seconds: {
      set: (builder) => inSection(builder, "More options", () => builder.option("timeout_seconds").getByRole("spinbutton").fill("20")),
      config: 20,
    },
    retries: { set: (builder) => builder.option("retries").getByRole("spinbutton").fill("2"), config: 2 },
    idempotency_header: { set: (builder) => text(builder, "idempotency_header", "Idempotency-Key"), config: "Idempotency-Key" },
    store_response: { set: (builder) => text(builder, "store_response", "answer"), config: "answer" },
  },
  wait_for_callback: {
    context_key: { set: (builder) => text(builder, "context_key", "payment"), config: "payment" },
    timeout_seconds: { set: (builder) => duration(builder, "timeout_seconds", "2", "h"), config: 7_200 },
  },
};
