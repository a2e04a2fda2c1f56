import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { randomSplitConfig, type RandomSplitIssue, type RandomSplitProblem } from "./node.ts";

function sentence(config: Readonly<Record<string, unknown>>, sticky: string): (splits: (shares: string) => string) => string {
  const parsed = randomSplitConfig.safeParse(config);
  return (splits) => {
    if (!parsed.success || parsed.data.branches.length === 0) return "";
    const shares = splits(parsed.data.branches.map(({ weight }) => weight).join(" : "));
    return parsed.data.sticky ? `${shares} · ${sticky}` : shares;
  };
}

export const randomSplitMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Sorteio",
    hint: "Divide os contatos ao acaso entre caminhos, conforme os pesos.",
    keywords: ["aleatório", "acaso", "teste a/b", "ab", "dividir", "peso", "porcentagem", "experimento", "sortear"],
    newName: "Sorteio",
    options: {
      branches: {
        label: "Caminhos",
        item: "Caminho",
        empty: "Ainda sem caminhos.",
        help: "Os pesos são partes da soma: 1 e 3 são 25 % e 75 %.",
      },
      "branches.id": { label: "Id", help: "Dá nome à saída. Letras sem acento, dígitos, _ e -." },
      "branches.weight": { label: "Peso" },
      sticky: { label: "Sempre o mesmo caminho por contato", help: "Desligado, cada passagem sorteia de novo." },
      context_key: {
        label: "Salvar o caminho como",
        help: "Um nome de letras, dígitos e _. Nele fica o id do caminho.",
        placeholder: "grupo",
      },
    },
    summary: (config) => sentence(config, "sempre o mesmo por contato")((shares) => `Sorteia ${shares}`),
    unwritten: "Ainda sem caminhos",
    issues: {
      no_branches: "“{node}” não tem nenhum caminho com peso: ninguém passa daqui.",
      branch_without_weight: "“{node}” não manda ninguém pelo caminho “{id}”: o peso é 0.",
      single_branch: "“{node}” só tem um caminho: nada é dividido.",
    } satisfies Record<RandomSplitIssue, Message>,
    problems: { nothing_to_split: "nenhum caminho tem peso" } satisfies Record<RandomSplitProblem, Message>,
  },
  en: {
    type: "Random split",
    hint: "Divides contacts by chance between branches, by their weights.",
    keywords: ["random", "chance", "a/b test", "ab", "split", "weight", "percentage", "experiment", "sample"],
    newName: "Random split",
    options: {
      branches: {
        label: "Branches",
        item: "Branch",
        empty: "No branches yet.",
        help: "Weights are parts of their sum: 1 and 3 are 25 % and 75 %.",
      },
      "branches.id": { label: "Id", help: "Names the exit. Letters without accents, digits, _ and -." },
      "branches.weight": { label: "Weight" },
      sticky: { label: "Always the same branch for a contact", help: "Off, each visit draws anew." },
      context_key: {
        label: "Keep the branch as",
        help: "A name of letters, digits and _. It holds the id of the branch.",
        placeholder: "group",
      },
    },
    summary: (config) => sentence(config, "always the same for a contact")((shares) => `Splits ${shares}`),
    unwritten: "No branches yet",
    issues: {
      no_branches: "“{node}” has no branch with a weight: nobody gets on from here.",
      branch_without_weight: "“{node}” sends nobody to the branch “{id}”: its weight is 0.",
      single_branch: "“{node}” has one branch only: nothing is split.",
    } satisfies Record<RandomSplitIssue, Message>,
    problems: { nothing_to_split: "no branch has a weight" } satisfies Record<RandomSplitProblem, Message>,
  },
};
