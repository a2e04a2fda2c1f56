import type { FlowGraph } from "#lib/engine/types.ts";
import { graph, type NodeSpec, type TransitionSpec } from "../test-setup/graphs.ts";

/** What a person can choose from the menu. Every text carries the round's number, so that each can be told from all others. */
export const TOPICS = ["buttons", "ask", "photo", "shop", "pay", "call", "delay", "remind", "bye"] as const;
export type Topic = (typeof TOPICS)[number];

export const TITLES: Readonly<Record<Topic, string>> = {
  buttons: "Confirmar",
  ask: "Contar",
  photo: "Mandar foto",
  shop: "Fazer pedido",
  pay: "Pagar",
  call: "Ligar sistema",
  delay: "Esperar",
  remind: "Ficar quieto",
  bye: "Tchau",
};

const REMIND_AFTER_SECONDS = 2;
export const SILENCE_SECONDS = 4;

/** A menu that leads to a question, buttons, a file, calls of two kinds, a call-back, a delay and reminders, and back to itself. */
export function chaosFlow(shopUrl: string): FlowGraph {
  const backToMenu = (from: string): TransitionSpec => [from, "count"];
  const order = (path: string): NodeSpec[1] => ({
    method: "POST",
    url: `${shopUrl}/${path}`,
    timeout_seconds: 5,
    exits: "simple",
    body: { type: "json", value: { who: "{{ contact.phone }}", round: "{{ n }}" } },
    response_mapping: [{ key: "order", path: "id" }],
  });
  return graph(
    {
      zero: ["set_context", { set: [{ key: "n", value: 0 }] }],
      count: ["set_context", { set: [{ key: "n", value: "{{ n + 1 }}" }] }],
      menu: [
        "send_choices",
        {
          message: "Menu {{ n }}",
          retry_message: "Como assim? {{ n }}",
          attempts: 20,
          choices: TOPICS.map((id) => ({ id, title: TITLES[id] })),
        },
      ],
      buttons: [
        "send_choices",
        {
          message: "Confirma? {{ n }}",
          retry_message: "Sim ou não? {{ n }}",
          attempts: 20,
          context_key: "said",
          choices: [
            { id: "yes", title: "Sim" },
            { id: "no", title: "Não" },
          ],
        },
      ],
      confirmed: ["send_message", { message: "Confirmado {{ n }}: {{ said_title }}" }],
      ask: [
        "wait_for_input",
        { question: "Quantos? {{ n }}", expect: "integer", context_key: "amount", attempts: 20, invalid_messages: ["Só números. {{ n }}"] },
      ],
      counted: ["send_message", { message: "Contado {{ n }}: {{ amount }}" }],
      photo: [
        "wait_for_input",
        { question: "Foto? {{ n }}", expect: "file", context_key: "photo", attempts: 20, invalid_messages: ["Uma foto! {{ n }}"] },
      ],
      back: ["send_media", { kind: "image", source: "from", from: "photo", caption: "Foto {{ n }}" }],
      shop: ["http_request", { ...order("orders"), idempotency_header: "Idempotency-Key", retries: 2 }],
      ordered: ["send_message", { message: "Pedido {{ n }}: {{ order }}" }],
      unordered: ["send_message", { message: "Sem pedido {{ n }}: {{ http_error.code }}" }],
      pay: ["http_request", order("payments")],
      paid: ["send_message", { message: "Pago {{ n }}: {{ order }}" }],
      unpaid: ["send_message", { message: "Talvez pago {{ n }}: {{ http_error.code }}" }],
      calling: ["send_message", { message: "Chame {{ n }} {{ callback_url('call') }}" }],
      call: ["wait_for_callback", { context_key: "called" }],
      called: ["send_message", { message: "Chamado {{ n }}: {{ called.word }}" }],
      delay: ["send_message", { message: "Espere {{ n }}", delay_seconds: 2 }],
      delayed: ["send_message", { message: "Voltei {{ n }}" }],
      remind: [
        "wait_for_input",
        {
          question: "Tem certeza? {{ n }}",
          expect: "yes_no",
          attempts: 20,
          timeout_seconds: SILENCE_SECONDS,
          reminders: [{ after_seconds: REMIND_AFTER_SECONDS, message: "Ainda aí? {{ n }}" }],
        },
      ],
      heard: ["send_message", { message: "Ouvi {{ n }}" }],
      late: ["send_message", { message: "Tarde {{ n }}" }],
      bye: ["send_message", { message: "Até logo {{ n }}" }],
      stop: ["end"],
    },
    [
      ["zero", "count"],
      ["count", "menu"],
      ["menu", "buttons", null, "buttons"],
      ["menu", "ask", null, "ask"],
      ["menu", "photo", null, "photo"],
      ["menu", "shop", null, "shop"],
      ["menu", "pay", null, "pay"],
      ["menu", "calling", null, "call"],
      ["menu", "delay", null, "delay"],
      ["menu", "remind", null, "remind"],
      ["menu", "bye", null, "bye"],
      ["buttons", "confirmed", null, "yes"],
      ["buttons", "confirmed", null, "no"],
      backToMenu("confirmed"),
      ["ask", "counted"],
      backToMenu("counted"),
      ["photo", "back"],
      backToMenu("back"),
      ["shop", "ordered", null, "success"],
      ["shop", "unordered", null, "error"],
      backToMenu("ordered"),
      backToMenu("unordered"),
      ["pay", "paid", null, "success"],
      ["pay", "unpaid", null, "error"],
      backToMenu("paid"),
      backToMenu("unpaid"),
      ["calling", "call"],
      ["call", "called", null, "called"],
      backToMenu("called"),
      ["delay", "delayed"],
      backToMenu("delayed"),
      ["remind", "heard"],
      ["remind", "late", null, "timeout"],
      backToMenu("heard"),
      backToMenu("late"),
      ["bye", "stop"],
    ],
  );
}
