import type { Locale } from "../../i18n/locale.ts";
import { fill, type Message } from "../../i18n/message.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import type { OfferedChoice } from "./choice.ts";
import type { Because, Form, Presentation } from "./presentation.ts";

interface Words {
  form: Record<Form, Message>;
  because: Record<Because["code"], Message>;
  paged: Message;
}

const WORDS: Readonly<Record<Locale, Words>> = {
  "pt-BR": {
    form: { buttons: "Vai como botões.", list: "Vai como lista: {because}.", numbered: "Vai como texto numerado: {because}." },
    because: {
      more_than_buttons: "são mais de {buttons} opções",
      more_than_rows: "são mais de {rows} opções",
      title_over_button: "“{title}” passa dos {buttonTitle} caracteres de um botão",
      has_description: "“{title}” tem descrição, que um botão não mostra",
      title_over_row: "“{title}” passa dos {rowTitle} caracteres de uma lista",
      description_over_row: "a descrição de “{title}” passa dos {rowDescription} caracteres de uma lista",
    },
    paged: "O que não cabe vem em páginas.",
  },
  en: {
    form: { buttons: "Sent as buttons.", list: "Sent as a list: {because}.", numbered: "Sent as a numbered text: {because}." },
    because: {
      more_than_buttons: "there are more than {buttons} choices",
      more_than_rows: "there are more than {rows} choices",
      title_over_button: "“{title}” is longer than a button's {buttonTitle} characters",
      has_description: "“{title}” has a description, which a button cannot show",
      title_over_row: "“{title}” is longer than a list's {rowTitle} characters",
      description_over_row: "the description of “{title}” is longer than a list's {rowDescription} characters",
    },
    paged: "What does not fit comes in pages.",
  },
};

const { buttons, list } = INTERACTIVE_LIMITS;
const LIMITS = {
  buttons: buttons.most,
  rows: list.most,
  buttonTitle: buttons.title,
  rowTitle: list.title,
  rowDescription: list.description,
};

/** Which form a question takes and why, for its author. */
export function previewText({ form, because, more }: Presentation, choices: readonly OfferedChoice[], locale: Locale): string {
  const words = WORDS[locale];
  const title = because?.choice == null ? "" : (choices[because.choice]?.shown ?? "");
  const why = because === null ? "" : fill(words.because[because.code], locale, { ...LIMITS, title });
  const told = fill(words.form[form], locale, { because: why });
  return more === null ? told : `${told} ${fill(words.paged, locale)}`;
}
