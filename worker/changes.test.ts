/** Edits and deletions on the whole path: signed webhooks, worker, what Graph and what a language model are told. */
import { expect, test } from "vitest";
import { PATIENCE, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";
import { graph } from "../scripts/test-setup/graphs.ts";

const [ana, bia] = ["5511999990001", "5511999990002"];
const flow = graph(
  {
    wait: ["send_message", { message: "Um momento…", delay_seconds: 2 }],
    ask: ["send_message", { message: "Em qual cidade você está?" }],
    hear: ["wait_for_input", { context_key: "cidade", hears_earlier: true }],
    got: ["send_message", { message: "Cidade: {{ cidade }}" }],
    listen: ["wait_for_input", { context_key: "pergunta" }],
    think: ["ai_completion", { prompt: "{{ pergunta }}", context_key: "resposta", history_context_key: "talk", send_response: true }],
  },
  [
    ["wait", "ask"],
    ["ask", "hear"],
    ["hear", "got"],
    ["got", "listen"],
    ["listen", "think"],
    ["think", "listen"],
  ],
);
const revoke = (id: string) => ({ type: "revoke", revoke: { original_message_id: id } });

test(
  "what is edited or deleted before it is read was never otherwise, and no model is told what was deleted",
  async () => {
    const all = await startEndToEnd(flow);
    await all.worker();
    const said = (to: string, text: string) => expect.poll(() => all.sentTexts(to), { timeout: 20_000 }).toContain(text);

    await all.post({ from: ana, text: "oi" }, { from: bia, text: "oi" });
    await said(ana, "Um momento…");
    await all.post({ from: ana, id: "wamid.city", text: "Recfie" }, { from: bia, id: "wamid.gone", text: "Recfie" });
    await all.post(
      {
        from: ana,
        raw: { type: "edit", edit: { original_message_id: "wamid.city", message: { type: "text", text: { body: "Recife" } } } },
      },
      { from: bia, raw: revoke("wamid.gone") },
    );
    await said(ana, "Cidade: Recife");
    await said(bia, "Em qual cidade você está?");
    await all.post({ from: bia, text: "Olinda" });
    await said(bia, "Cidade: Olinda");

    all.ai.options.latencyMs = 800;
    await all.post({ from: ana, id: "wamid.pin", text: "minha senha é 1234" });
    await expect.poll(() => all.ai.calls.length).toBe(1);
    // While the model thinks: one more that nobody has read, and both are taken back.
    await all.post({ from: ana, id: "wamid.more", text: "e 5678" });
    await all.post(
      { from: ana, raw: revoke("wamid.pin") },
      { from: ana, raw: revoke("wamid.more") },
      { from: ana, text: "que horas abre?" },
    );
    await expect.poll(() => all.ai.calls.length, { timeout: 20_000 }).toBe(2);
    const [, second] = all.ai.calls;
    expect(second?.body.messages?.at(-1)).toEqual({ role: "user", content: "que horas abre?" });
    expect(second?.body.messages?.find(({ role }) => role === "user")).toEqual({ role: "user", content: "[…]" });
    expect(JSON.stringify(second?.body)).not.toContain("5678");
    await all.close();
  },
  PATIENCE,
);
