import type { Locale } from "../../i18n/locale.ts";

/** What the form says around trying the question. */
export const tryWords = {
  "pt-BR": {
    title: "Testar",
    send: "Perguntar ao modelo",
    sendAgain: "Perguntar de novo",
    help: "Pergunta de verdade, com os valores do exemplo. Pode custar; nada é enviado a contatos.",
    invalid: "Corrija as opções para testar.",
    answer: "Resposta de {model}",
    simulated: "Nenhum modelo está configurado: esta resposta é simulada. Em um canal com token, o nó sai por “Se falhar”.",
    left: "O modelo não aceita {name}: a opção fica de fora.",
    renamed: "O modelo não aceita {name}: vai como {as}.",
    system: "O modelo não aceita instruções de sistema: vão antes da pergunta.",
    failed: "Sem resposta ({code}): {error}",
  },
  en: {
    title: "Try it",
    send: "Ask the model",
    sendAgain: "Ask again",
    help: "Asks for real, with the sample's values. It may cost; nothing is sent to contacts.",
    invalid: "Mend the options to try it.",
    answer: "Answer of {model}",
    simulated: "No model is configured: this answer is simulated. On a channel with a token the node leaves by “If it fails”.",
    left: "The model does not take {name}: it is left out.",
    renamed: "The model does not take {name}: it is sent as {as}.",
    system: "The model takes no system prompt: it goes ahead of the question.",
    failed: "No answer ({code}): {error}",
  },
} satisfies Record<Locale, Record<string, string>>;
