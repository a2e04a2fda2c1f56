import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SwitchIssue } from "./check.ts";
import type { TestName } from "./tests.ts";

function sentence({ value }: Readonly<Record<string, unknown>>, otherwise: string, decides: (value: string) => string): string {
  const written = typeof value === "string" ? value.replace(/^\s*\{\{\s*|\s*\}\}\s*$/g, "").trim() : "";
  return decides(written === "" || written === "last_message" ? otherwise : `\`${written}\``);
}

export const switchMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Caminhos por valor",
    hint: "Testa um valor, caso a caso, e segue pelo primeiro que vale.",
    keywords: ["switch", "caso", "condição", "palavra", "igual", "comparar", "faixa", "padrão", "regex", "etiqueta", "idioma", "senão"],
    newName: "Caminhos",
    options: {
      value: {
        label: "Valor",
        help: "O que é testado: {{ nome }} ou uma expressão. Vazio: o que o contato disse por último.",
        placeholder: "{{ last_message }}",
      },
      cases: {
        label: "Casos",
        item: "Caso",
        empty: "Ainda sem casos: tudo segue por “Senão”.",
        help: "Testados de cima para baixo; cada um tem a sua saída.",
      },
      "cases.id": { label: "Id", help: "Dá nome à saída. Letras sem acento, dígitos, _ e -." },
      "cases.test": {
        label: "Teste",
        values: {
          equals: "é igual a",
          contains_any: "contém uma das palavras",
          contains_all: "contém todas as palavras",
          contains_phrase: "contém a frase",
          begins_with: "começa com",
          matches: "casa com o padrão",
          in_list: "está na lista",
          answers_yes: "diz que sim",
          answers_no: "diz que não",
          is_number: "é um número",
          more_than: "é maior que",
          is_at_least: "é maior ou igual a",
          less_than: "é menor que",
          is_at_most: "é menor ou igual a",
          between: "está entre",
          before: "vem antes de (data)",
          after: "vem depois de (data)",
          is_empty: "está vazio",
          is_email: "é um e-mail",
          is_phone: "é um telefone",
          has_label: "o contato tem a etiqueta",
          speaks: "o idioma do contato é",
        } satisfies Record<TestName, string>,
      },
      "cases.with": {
        label: "Com o quê",
        help: "Com vírgulas entre um e outro; {{ nome }} põe um valor da conversa.",
        placeholder: "pix, boleto",
      },
      save_as: {
        label: "Salvar o resultado como",
        help: "Um nome de letras, dígitos e _. Nele ficam value, category (o caso), input e match (o que casou).",
        placeholder: "resultado",
      },
    },
    exits: { otherwise: "Senão" },
    summary: (config) => sentence(config, "a última mensagem", (value) => `Segue conforme ${value}`),
    issues: {
      no_cases: "“{node}” não tem nenhum caso: tudo segue por “Senão”.",
      case_without_value: "O caso “{id}” de “{node}” não diz com o que compara.",
      bad_case_pattern: "O padrão do caso “{id}” de “{node}” não pode ser lido.",
      same_case: "“{node}” pergunta o mesmo nos casos “{first}” e “{id}”: o segundo nunca é alcançado.",
    } satisfies Record<SwitchIssue, Message>,
  },
  en: {
    type: "Ways by value",
    hint: "Tests one value, case by case, and goes on by the first that holds.",
    keywords: [
      "switch",
      "case",
      "condition",
      "words",
      "equals",
      "compare",
      "range",
      "pattern",
      "regex",
      "label",
      "language",
      "otherwise",
      "branch",
    ],
    newName: "Ways",
    options: {
      value: {
        label: "Value",
        help: "What is tested: {{ name }} or an expression. Empty: what the contact said last.",
        placeholder: "{{ last_message }}",
      },
      cases: {
        label: "Cases",
        item: "Case",
        empty: "No cases yet: everything goes on by “Otherwise”.",
        help: "Tested from top to bottom; each has an exit of its own.",
      },
      "cases.id": { label: "Id", help: "Names the exit. Letters without accents, digits, _ and -." },
      "cases.test": {
        label: "Test",
        values: {
          equals: "equals",
          contains_any: "contains one of the words",
          contains_all: "contains all the words",
          contains_phrase: "contains the phrase",
          begins_with: "begins with",
          matches: "matches the pattern",
          in_list: "is in the list",
          answers_yes: "says yes",
          answers_no: "says no",
          is_number: "is a number",
          more_than: "is more than",
          is_at_least: "is at least",
          less_than: "is less than",
          is_at_most: "is at most",
          between: "is between",
          before: "is before (date)",
          after: "is after (date)",
          is_empty: "is empty",
          is_email: "is an e-mail address",
          is_phone: "is a phone number",
          has_label: "the contact has the label",
          speaks: "the contact's language is",
        } satisfies Record<TestName, string>,
      },
      "cases.with": {
        label: "With",
        help: "With commas between several; {{ name }} puts in a value of the conversation.",
        placeholder: "pix, invoice",
      },
      save_as: {
        label: "Keep the result as",
        help: "A name of letters, digits and _. It holds value, category (the case), input and match (what matched).",
        placeholder: "result",
      },
    },
    exits: { otherwise: "Otherwise" },
    summary: (config) => sentence(config, "the last message", (value) => `Goes on by ${value}`),
    issues: {
      no_cases: "“{node}” has no case: everything goes on by “Otherwise”.",
      case_without_value: "The case “{id}” of “{node}” does not say what it compares with.",
      bad_case_pattern: "The pattern of the case “{id}” of “{node}” cannot be read.",
      same_case: "“{node}” asks the same in the cases “{first}” and “{id}”: the second is never reached.",
    } satisfies Record<SwitchIssue, Message>,
  },
};
