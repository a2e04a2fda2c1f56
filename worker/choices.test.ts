/** A question with choices on the whole path: a signed webhook, worker, the very bodies that Graph gets, a tap, and what follows. */
import { expect, test } from "vitest";
import type { Context, FlowGraph } from "#lib/engine/types.ts";
import { expectQuiet, PATIENCE, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";

const ana = "5511999990001";
const node = (id: string, node_type: string, config: Context) => ({ id, name: id, node_type, config, position: { x: 0, y: 0 } });
const path = (from: string, exit: string, to: string) => ({ id: `${from}-${exit}`, from, to, exit, condition: null });
const flow: FlowGraph = {
  nodes: [
    node("ask", "send_choices", {
      message: "Tudo certo, {{ contact.name }}?",
      header: "Sua visita",
      footer: "Responda até as 12h",
      choices: [
        { id: "yes", title: "Sim" },
        { id: "no", title: "Não" },
      ],
      context_key: "resposta",
      timeout_seconds: 3_600,
    }),
    node("when", "send_choices", {
      message: "Para quando?",
      button: "Horários",
      choices: ["Segunda", "Terça", "Quarta"].map((title, index) => ({
        id: `d${index}`,
        title,
        ...(index === 0 && { description: "Só de manhã" }),
      })),
      timeout_seconds: 1,
    }),
    node("bye", "send_message", { message: "Até mais ({{ resposta_title }})." }),
  ],
  transitions: [path("ask", "no", "when"), path("when", "timeout", "bye")],
  start: "ask",
};

test(
  "Graph gets the bodies that Meta describes, a tap leads on, and without an answer the time runs out",
  async () => {
    const all = await startEndToEnd(flow);
    await all.worker();
    await all.post({ from: ana, text: "oi" });
    await all.graph.until((calls) => calls.length === 1);
    const [asked] = all.graph.calls;
    const body = asked?.body as unknown as { interactive: { action: { buttons: { reply: { id: string } }[] } } };
    const [yes, no] = body.interactive.action.buttons.map(({ reply }) => reply.id);
    expect(body).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: `+${ana}`,
      type: "interactive",
      interactive: {
        type: "button",
        header: { type: "text", text: "Sua visita" },
        body: { text: "Tudo certo, Ana?" },
        footer: { text: "Responda até as 12h" },
        action: {
          buttons: [
            { type: "reply", reply: { id: yes, title: "Sim" } },
            { type: "reply", reply: { id: no, title: "Não" } },
          ],
        },
      },
      biz_opaque_callback_data: asked?.opaque,
    });

    await all.post({
      from: ana,
      raw: {
        type: "interactive",
        context: { from: "551140000000", id: asked?.wamid },
        interactive: { type: "button_reply", button_reply: { id: no, title: "Não" } },
      },
    });
    await all.graph.until((calls) => calls.length === 3);
    expect(all.graph.calls[1]?.body).toMatchObject({
      interactive: {
        type: "list",
        body: { text: "Para quando?" },
        action: {
          button: "Horários",
          sections: [
            {
              rows: [
                { id: expect.stringMatching(/^v\d+\.\w+:d0$/), title: "Segunda", description: "Só de manhã" },
                { id: expect.stringMatching(/:d1$/), title: "Terça" },
                { id: expect.stringMatching(/:d2$/), title: "Quarta" },
              ],
            },
          ],
        },
      },
    });
    await expectQuiet(all);
    expect(all.sentTexts(ana).at(-1)).toBe("Até mais (Não).");
    const { rows } = await all.db.query("SELECT status, state->'context'->>'resposta' AS chosen FROM executions");
    expect(rows).toEqual([{ status: "completed", chosen: "no" }]);
    await all.close();
  },
  2 * PATIENCE,
);
