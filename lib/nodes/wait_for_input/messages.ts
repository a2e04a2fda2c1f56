import type { NodeMessagesByLocale } from "../node-messages.ts";

const keyOf = ({ context_key }: Readonly<Record<string, unknown>>) =>
  typeof context_key === "string" && context_key !== "" ? context_key : "last_message";

export const waitForInputMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Esperar resposta",
    hint: "Pausa a conversa até o contato escrever, e guarda a resposta.",
    keywords: ["pergunta", "perguntar", "entrada", "esperar", "coletar", "campo", "formulário"],
    newName: "Resposta",
    options: {
      context_key: {
        label: "Guardar a resposta como",
        help: "Um nome de letras, dígitos e _, por exemplo nome. Depois, {{ nome }} mostra a resposta; de um toque, {{ nome.id }}, de um formulário, os seus campos. Vazio: só last_message guarda a última mensagem.",
        placeholder: "nome",
      },
      hears_earlier: {
        label: "Ouvir o que foi dito antes da pergunta",
        help: "Desligado, o que o contato escreveu antes de a pergunta sair não é a resposta, e fica na lista earlier. Ligado, conta como resposta.",
      },
    },
    summary: (config) => `Guarda a resposta em \`${keyOf(config)}\``,
  },
  en: {
    type: "Wait for input",
    hint: "Pauses the conversation until the contact writes, and keeps the answer.",
    keywords: ["question", "ask", "answer", "receive", "collect", "field", "form", "pause"],
    newName: "Answer",
    options: {
      context_key: {
        label: "Keep the answer as",
        help: "A name of letters, digits and _, for example name. Later {{ name }} shows the answer; of a tap {{ name.id }}, of a form its fields. Empty: only last_message holds the latest message.",
        placeholder: "name",
      },
      hears_earlier: {
        label: "Hear what was said before the question",
        help: "Off: what the contact wrote before the question went out is not its answer, and is kept in the list earlier. On: it counts as the answer.",
      },
    },
    summary: (config) => `Keeps the answer in \`${keyOf(config)}\``,
  },
};
