import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { type Change, setContextConfig } from "./config.ts";
import type { SetContextIssue } from "./node.ts";

/** One line a change, up to three. */
function sentence(config: Readonly<Record<string, unknown>>, say: (change: Change, key: string, value: string) => string): string {
  const parsed = setContextConfig.safeParse(config);
  if (!parsed.success) return "";
  const said = parsed.data.set.flatMap((change) => (change.key === null ? [] : [say(change, `\`${change.key}\``, shown(change.value))]));
  return [...said.slice(0, 3), ...(said.length > 3 ? ["…"] : [])].join("\n");
}

const shown = (value: Change["value"]): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

export const setContextMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Definir dados",
    hint: "Guarda, muda ou apaga dados da conversa.",
    keywords: ["variável", "guardar", "salvar", "calcular", "contador", "somar", "lista", "acrescentar", "remover", "limpar", "carrinho"],
    newName: "Definir dados",
    options: {
      set: { label: "Mudanças", item: "Mudança", empty: "Ainda nada muda.", help: "Feitas em ordem: cada uma já vê o que a anterior fez." },
      "set.key": { label: "Nome", placeholder: "carrinho" },
      "set.op": {
        label: "O que fazer",
        values: {
          set: "Definir como",
          append: "Acrescentar à lista",
          remove: "Remover da lista",
          take: "Tirar um item da lista",
          clear: "Apagar",
        },
      },
      "set.value": {
        label: "Valor",
        help: "{{ total + 1 }} é calculado e mantém o tipo. Uma lista de produtos ou horários vai em “Lista ou dados”, como JSON. De “tirar um item”: first, last ou o número dele.",
        placeholder: "{{ total + 1 }}",
      },
      "set.into": { label: "Salvar o item como", help: "Vazio: o nome da lista com _taken no fim.", placeholder: "item" },
    },
    summary: (config) =>
      sentence(config, ({ op }, key, value) => {
        if (op === "set") return `${key} = ${value}`;
        if (op === "append") return `Acrescenta ${value} a ${key}`;
        if (op === "remove") return `Remove ${value} de ${key}`;
        return op === "take" ? `Tira um item de ${key}` : `Apaga ${key}`;
      }),
    unwritten: "Ainda não muda nada",
    issues: {
      nothing_to_set: "“{node}” não muda nada.",
      change_without_key: "“{node}” tem uma mudança sem nome: ela não é feita.",
      built_in_key: "“{node}” escreve por cima de “{key}”, que é da própria Siga.",
      bad_position: "“{node}” tira um item que não é first, last nem um número.",
      unfinished_data: "“{node}” guarda como texto o que começa como uma lista ou dados e ainda não é válido.",
    } satisfies Record<SetContextIssue, Message>,
  },
  en: {
    type: "Set data",
    hint: "Keeps, changes or clears data of the conversation.",
    keywords: ["variable", "keep", "save", "calculate", "counter", "sum", "list", "append", "remove", "clear", "cart", "set"],
    newName: "Set data",
    options: {
      set: {
        label: "Changes",
        item: "Change",
        empty: "Nothing changes yet.",
        help: "Done in order: each sees what the one before it did.",
      },
      "set.key": { label: "Name", placeholder: "cart" },
      "set.op": {
        label: "What to do",
        values: {
          set: "Set to",
          append: "Append to the list",
          remove: "Remove from the list",
          take: "Take an item out of the list",
          clear: "Clear",
        },
      },
      "set.value": {
        label: "Value",
        help: "{{ total + 1 }} is calculated and keeps its type. A list of products or times goes into “List or data”, as JSON. To take an item: first, last or its number.",
        placeholder: "{{ total + 1 }}",
      },
      "set.into": { label: "Keep the item as", help: "Empty: the list's name with _taken at its end.", placeholder: "item" },
    },
    summary: (config) =>
      sentence(config, ({ op }, key, value) => {
        if (op === "set") return `${key} = ${value}`;
        if (op === "append") return `Appends ${value} to ${key}`;
        if (op === "remove") return `Removes ${value} from ${key}`;
        return op === "take" ? `Takes an item out of ${key}` : `Clears ${key}`;
      }),
    unwritten: "Changes nothing yet",
    issues: {
      nothing_to_set: "“{node}” changes nothing.",
      change_without_key: "“{node}” has a change without a name: it is not made.",
      built_in_key: "“{node}” writes over “{key}”, which is Siga's own.",
      bad_position: "“{node}” takes an item that is neither first, last nor a number.",
      unfinished_data: "“{node}” keeps as text what begins like a list or data and is not valid yet.",
    } satisfies Record<SetContextIssue, Message>,
  },
};
