import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { startFlowConfig } from "./config.ts";
import type { StartFlowIssue } from "./node.ts";

/** `flow_name`: who shows the sentence may know what the flow is called, of which the config has the id only. */
function sentence(
  config: Readonly<Record<string, unknown>>,
  another: string,
  say: (flow: string) => { return: string; go: string },
): string {
  const parsed = startFlowConfig.safeParse(config);
  if (!parsed.success || parsed.data.flow_id === null) return "";
  const { flow_name: name } = config;
  return say(typeof name === "string" && name !== "" ? `“${name}”` : another)[parsed.data.mode];
}

export const startFlowMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Chamar fluxo",
    hint: "Começa outro fluxo: como parte deste, que volta com o que guardou, ou indo para lá de vez.",
    keywords: ["sub-fluxo", "subfluxo", "chamar fluxo", "outro fluxo", "começar fluxo", "ir para", "reutilizar", "módulo"],
    newName: "Chamar fluxo",
    options: {
      flow_id: {
        label: "Fluxo",
        help: "Começa a versão publicada naquele momento; quem já está nele continua nela.",
        placeholder: "Escolha um fluxo",
      },
      mode: {
        label: "Depois",
        help: "Ao voltar, o que o fluxo guardou está em {{ child }}: {{ child.nome }}.",
        values: { return: "Volta para cá", go: "Fica lá" },
      },
      context: {
        label: "Dados entregues",
        item: "Dado",
        empty: "O fluxo só recebe quem é o contato e o que ele disse por último.",
      },
      "context.key": { label: "Nome", placeholder: "pedido" },
      "context.value": { label: "Valor", placeholder: "{{ pedido }}", help: "{{ pedido }} sozinho mantém o tipo." },
    },
    exits: { completed: "Terminou", failed: "Falhou", expired: "Expirou" },
    summary: (config) =>
      sentence(config, "outro fluxo", (flow) => ({ return: `Chama ${flow} e volta com \`child\``, go: `A conversa continua em ${flow}` })),
    unwritten: "Ainda sem fluxo",
    issues: {
      no_flow_chosen: "“{node}” não diz qual fluxo começa.",
      value_without_key: "“{node}” entrega um dado sem nome: ele não chega.",
    } satisfies Record<StartFlowIssue, Message>,
  },
  en: {
    type: "Start a flow",
    hint: "Begins another flow: as a part of this one that comes back with what it kept, or going there for good.",
    keywords: ["sub-flow", "subflow", "call a flow", "another flow", "go to", "reuse", "module"],
    newName: "Start a flow",
    options: {
      flow_id: {
        label: "Flow",
        help: "Begins the version that is published at that moment; whoever is in it stays with it.",
        placeholder: "Choose a flow",
      },
      mode: {
        label: "Afterwards",
        help: "When it comes back, what the flow kept is in {{ child }}: {{ child.name }}.",
        values: { return: "Comes back here", go: "Stays there" },
      },
      context: {
        label: "Data handed over",
        item: "Value",
        empty: "The flow only gets who the contact is and what they said last.",
      },
      "context.key": { label: "Name", placeholder: "order" },
      "context.value": { label: "Value", placeholder: "{{ order }}", help: "{{ order }} alone keeps its type." },
    },
    exits: { completed: "Came to its end", failed: "Failed", expired: "Expired" },
    summary: (config) =>
      sentence(config, "another flow", (flow) => ({
        return: `Starts ${flow} and comes back with \`child\``,
        go: `The conversation goes on in ${flow}`,
      })),
    unwritten: "No flow yet",
    issues: {
      no_flow_chosen: "“{node}” does not say which flow it begins.",
      value_without_key: "“{node}” hands over a value without a name: it does not arrive.",
    } satisfies Record<StartFlowIssue, Message>,
  },
};
