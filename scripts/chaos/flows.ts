import type { OnOpen, Trigger } from "#lib/engine/trigger-types.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { graph, type TransitionSpec } from "../test-setup/graphs.ts";
import { MENU, menuOf, menuTransitions, MORE, order, toForm } from "./flow-parts.ts";

/** All flows, in the order in which they are published: a new database gives them these ids. */
const NAMES = ["main", "child", "tail", "help", "notice", "sleep", "rescue", "agenda"] as const;
export type FlowName = (typeof NAMES)[number];
export const flowId = (name: FlowName): number => NAMES.indexOf(name) + 1;

const REMIND_AFTER_SECONDS = 2;
/** So long a question, a call-back, or somebody who sleeps is waited for. */
export const SILENCE_SECONDS = 4;
export const CALL_SECONDS = 5;

/** Who begins so is one of the audience of the schedule, which interrupts each minute. */
export const LABELLED = "olá";
export const AGENDA = /^Agenda /;
export const OPT_OUT = { word: "pare", reply: "Descadastrado" };
export const OPT_IN = { word: "volte", reply: "De volta" };

/** Every text of a flow carries the round's number, so that each can be told from all others. */
export const chaosFlows = (shopUrl: string): Readonly<Record<FlowName, FlowGraph>> => ({
  main: main(shopUrl),
  child: child(),
  tail: tail(),
  help: help(),
  notice: notice(),
  sleep: sleep(),
  rescue: rescue(),
  agenda: agenda(),
});

/** The number that stands at the end of the words by which a flow began, or that it was given. */
const NUMBER = "n or last_message.split(' ')[-1]";

/** Words with a number: "recomeçar 7". */
const onWord = (word: string, on_open: OnOpen): Trigger => ({
  ...{ id: word, type: "words", match: "first_word", words: [word] },
  ...{ priority: 1, on_open },
});

/** A menu that leads to all that a flow can do and to what may go wrong, and back to itself. */
function main(shopUrl: string): FlowGraph {
  const backToMenu = (from: string): TransitionSpec => [from, "count"];
  const made = graph(
    {
      zero: ["set_context", { set: [{ key: "n", value: `{{ (${NUMBER}) - 1 }}` }] }],
      who: ["decision"],
      label: ["update_contact", { labels: { on: ["agenda"] } }],
      count: ["set_context", { set: [{ key: "n", value: "{{ n + 1 }}" }] }],
      menu: menuOf("Menu", "Como assim?", MENU),
      more: menuOf("Mais", "Mais o quê?", MORE),
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
      shop: ["http_request", { ...order(shopUrl, "orders"), idempotency_header: "Idempotency-Key", retries: 2 }],
      ordered: ["send_message", { message: "Pedido {{ n }}: {{ order }}" }],
      unordered: ["send_message", { message: "Sem pedido {{ n }}: {{ http_error.code }}" }],
      pay: ["http_request", order(shopUrl, "payments")],
      paid: ["send_message", { message: "Pago {{ n }}: {{ order }}" }],
      unpaid: ["send_message", { message: "Talvez pago {{ n }}: {{ http_error.code }}" }],
      // The question gives time for a call that comes before its node is entered.
      calling: ["wait_for_input", { question: "Chame {{ n }} {{ callback_url('call') }}" }],
      call: ["wait_for_callback", { context_key: "called", timeout_seconds: CALL_SECONDS }],
      called: ["send_message", { message: "Chamado {{ n }}: {{ called.word }}" }],
      uncalled: ["send_message", { message: "Sem chamada {{ n }}" }],
      delay: ["send_message", { message: "Espere {{ n }}", delay_seconds: 1 }],
      pause: ["delay", { seconds: 1 }],
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
      child: ["start_flow", { flow_id: flowId("child"), mode: "return", context: [{ key: "n", value: "{{ n }}" }] }],
      grown: ["send_message", { message: "Filho disse {{ n }}: {{ child.said }}" }],
      broken: ["send_message", { message: "Filho quebrou {{ n }}" }],
      gone: ["send_message", { message: "Filho expirou {{ n }}" }],
      go: ["start_flow", { flow_id: flowId("tail"), mode: "go", context: [{ key: "n", value: "{{ n }}" }] }],
      // No way is drawn for its failure: back to the menu.
      stumble: ["send_message", { message: "{{ broken" }],
      // Fails for good, by a limit.
      there: ["set_context", { set: [{ key: "x", value: "1" }] }],
      andBack: ["set_context", { set: [{ key: "x", value: "2" }] }],
      unsent: toForm({ exits: { failed: true } }),
      missed: ["send_message", { message: "Não saiu {{ n }}" }],
      refused: toForm({}),
      bye: ["send_message", { message: "Até logo {{ n }}" }],
      stop: ["end"],
    },
    [
      ["zero", "who"],
      ["who", "label", `"${LABELLED}" in last_message`],
      ["who", "count"],
      ["label", "count"],
      ["count", "menu"],
      ...menuTransitions("menu", MENU),
      ...menuTransitions("more", MORE),
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
      ["call", "uncalled", null, "timeout"],
      backToMenu("called"),
      backToMenu("uncalled"),
      ["delay", "pause"],
      ["pause", "delayed"],
      backToMenu("delayed"),
      ["remind", "heard"],
      ["remind", "late", null, "timeout"],
      backToMenu("heard"),
      backToMenu("late"),
      ["child", "grown", null, "completed"],
      ["child", "broken", null, "failed"],
      ["child", "gone", null, "expired"],
      backToMenu("grown"),
      backToMenu("broken"),
      backToMenu("gone"),
      ["there", "andBack"],
      ["andBack", "there"],
      ["unsent", "stop"],
      ["unsent", "missed", null, "failed"],
      backToMenu("missed"),
      ["refused", "stop"],
      ["bye", "stop"],
    ],
  );
  return {
    ...made,
    settings: {
      after_end: { mode: "quiet", quiet_seconds: 600 },
      failure_message: "Tropecei {{ n }}",
      leave: { words: ["sair"], message: "Saiu {{ n }}" },
    },
    triggers: [onWord("recomeçar", "end")],
  };
}

/** Begun by the menu, which hears how it ended: with an answer, by a failure, or because nobody said anything. */
function child(): FlowGraph {
  const made = graph(
    {
      question: ["wait_for_input", { question: "Filho? {{ n }}", context_key: "said" }],
      which: ["decision"],
      fail: ["send_message", { message: "{{ broken" }],
      stop: ["end"],
    },
    [
      ["question", "which"],
      ["which", "fail", `said == "quebra"`],
      ["which", "stop"],
    ],
  );
  return { ...made, settings: { idle_seconds: SILENCE_SECONDS, idle_message: "Filho foi {{ n }}" } };
}

/** Gone to for good, and from there back for good: one execution all the while. */
const tail = (): FlowGraph =>
  graph(
    {
      question: ["wait_for_input", { question: "Adiante? {{ n }}" }],
      gone: ["send_message", { message: "Fui {{ n }}" }],
      home: ["start_flow", { flow_id: flowId("main"), mode: "go", context: [{ key: "n", value: "{{ n + 1 }}" }] }],
    },
    [
      ["question", "gone"],
      ["gone", "home"],
    ],
  );

/** Comes on top of whatever waits, asks something of its own, and goes. */
const help = (): FlowGraph => ({
  ...graph(
    {
      number: ["set_context", { set: [{ key: "n", value: `{{ ${NUMBER} }}` }] }],
      question: ["wait_for_input", { question: "Ajuda? {{ n }}" }],
      thanks: ["send_message", { message: "De nada {{ n }}" }],
      stop: ["end"],
    },
    [
      ["number", "question"],
      ["question", "thanks"],
      ["thanks", "stop"],
    ],
  ),
  triggers: [onWord("ajuda", "suspend")],
});

/** On top of whatever waits, by the API. */
const notice = (): FlowGraph => ({
  ...graph({ notice: ["send_message", { message: "Aviso {{ n }}" }], stop: ["end"] }, [["notice", "stop"]]),
  triggers: [{ id: "api", type: "api", priority: 1, on_open: "suspend" }],
});

/** Takes the place of what is open, and expires where nothing is said. */
const sleep = (): FlowGraph => ({
  ...graph(
    {
      number: ["set_context", { set: [{ key: "n", value: `{{ ${NUMBER} }}` }] }],
      question: ["wait_for_input", { question: "Dorme? {{ n }}" }],
      awake: ["send_message", { message: "Acordou {{ n }}" }],
      stop: ["end"],
    },
    [
      ["number", "question"],
      ["question", "awake"],
      ["awake", "stop"],
    ],
  ),
  settings: { idle_seconds: SILENCE_SECONDS, idle_message: "Adormeceu {{ n }}" },
  triggers: [onWord("soneca", "end")],
});

const rescue = (): FlowGraph =>
  graph({ question: ["wait_for_input", { question: "Resgate {{ rescue.code }} {{ rescue.execution_id }}" }], stop: ["end"] }, [
    ["question", "stop"],
  ]);

const agenda = (): FlowGraph => ({
  ...graph({ agenda: ["send_message", { message: "Agenda {{ now }}" }], stop: ["end"] }, [["agenda", "stop"]]),
  settings: { after_end: { mode: "quiet", quiet_seconds: 600 } },
  triggers: [
    {
      id: "each",
      type: "schedule",
      cron: "* * * * *",
      time_zone: "America/Sao_Paulo",
      labels: ["agenda"],
      priority: 1,
      on_open: "suspend",
    },
  ],
});
