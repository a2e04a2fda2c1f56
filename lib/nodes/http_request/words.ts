import type { Locale } from "../../i18n/locale.ts";

/** What the try in the inspector says. */
export const tryWords = {
  "pt-BR": {
    title: "Resposta",
    send: "Testar",
    sendAgain: "Testar de novo",
    help: "Envia o pedido de verdade, com valores de exemplo. Segredos só são preenchidos no servidor.",
    values: "Valores de exemplo",
    invalid: "Antes de testar, corrija o que está marcado no pedido.",
    keep: "Guardar {path}",
    whole: "a resposta inteira",
    pickHelp: "Clique em um valor para guardá-lo.",
  },
  en: {
    title: "Answer",
    send: "Try it",
    sendAgain: "Try again",
    help: "Sends the request for real, with sample values. Secrets are filled in on the server only.",
    values: "Sample values",
    invalid: "Mend what is marked in the request before you try it.",
    keep: "Keep {path}",
    whole: "the whole answer",
    pickHelp: "Click a value to keep it.",
  },
} satisfies Record<Locale, Record<string, string>>;
