import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { WaitForCallbackIssue } from "./node.ts";

const keyOf = ({ context_key }: Readonly<Record<string, unknown>>): string => (typeof context_key === "string" ? context_key.trim() : "");

export const waitForCallbackMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Chamada de um sistema",
    hint: "Espera que outro sistema chame de volta, num endereço só desta conversa.",
    keywords: ["callback", "retorno", "webhook", "chamada", "pagamento", "assinatura", "confirmação", "integração", "api"],
    newName: "Chamada de um sistema",
    options: {
      context_key: {
        label: "Salvar o que chegou como",
        help: 'O endereço é {{ callback_url("id deste nó") }}: mande-o antes, numa mensagem ou numa consulta HTTP.',
        placeholder: "pagamento",
      },
      timeout_seconds: {
        label: "Esperar no máximo",
        help: "Passado esse tempo, o fluxo segue por “Tempo esgotado”. Vazio: espera sem prazo.",
      },
    },
    exits: { called: "Chamado", timeout: "Tempo esgotado" },
    summary: (config) =>
      keyOf(config) === "" ? "Espera a chamada de um sistema" : `Espera a chamada de um sistema e a salva em \`${keyOf(config)}\``,
    issues: { waits_for_ever: "“{node}” espera para sempre se ninguém chamar: falta um prazo." } satisfies Record<
      WaitForCallbackIssue,
      Message
    >,
  },
  en: {
    type: "Call from a system",
    hint: "Waits until another system calls back, at an address of this conversation alone.",
    keywords: ["callback", "webhook", "call back", "payment", "signature", "confirmation", "integration", "api"],
    newName: "Call from a system",
    options: {
      context_key: {
        label: "Keep what came as",
        help: 'The address is {{ callback_url("id of this node") }}: send it before, in a message or an HTTP request.',
        placeholder: "payment",
      },
      timeout_seconds: { label: "Wait at most", help: "After that the flow goes on by “Timed out”. Empty: waits without a limit." },
    },
    exits: { called: "Called", timeout: "Timed out" },
    summary: (config) =>
      keyOf(config) === "" ? "Waits for a system's call" : `Waits for a system's call and keeps it in \`${keyOf(config)}\``,
    issues: { waits_for_ever: "“{node}” waits for ever if nobody calls: it has no time limit." } satisfies Record<
      WaitForCallbackIssue,
      Message
    >,
  },
};
