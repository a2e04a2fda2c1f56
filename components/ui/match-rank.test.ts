import { expect, test } from "vitest";
import { matchRank } from "./match-rank.ts";

const order = (typed: string, names: readonly (readonly [name: string, ...keywords: string[]])[]): string[] =>
  names
    .map(([name, ...keywords]) => ({ name, rank: matchRank(typed, name, keywords) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ name }) => name);

test("the name itself comes first, then its beginning, its words, what it is looked for by, and its inside", () => {
  const names = [["Encerrar", "fim", "parar"], ["Sem fim"], ["Confimar"], ["Fim"], ["Fim do dia"], ["Mensagem", "texto"]] as const;
  expect(order("FIM", names)).toEqual(["Fim", "Fim do dia", "Sem fim", "Encerrar", "Confimar"]);
});

test.each([
  ["configuracoes", "Configurações", true],
  ["CLINICA", "Recepção da Clínica", true],
  ["erica nunez", "Érica Núñez", true],
  ["nunez erica", "Érica Núñez", true],
  ["espera", "Lista de espera", true],
  ["ia", "Enviar mensagem", false],
  ["xyz", "Xilogravura zen y", false],
])("%s finds %s: %s", (typed, name, found) => {
  expect(matchRank(typed, name) > 0).toBe(found);
});
