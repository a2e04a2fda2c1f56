import fc from "fast-check";
import { expect, test } from "vitest";
import { choicesConfig } from "./config.ts";
import { newChoiceId, retitled } from "./new-id.ts";

test.each<[string, string[], string]>([
  ["Marcar horário", [], "marcar_horario"],
  ["  Não, obrigado! ", [], "nao_obrigado"],
  ["Sim", ["sim"], "sim_2"],
  ["Sim", ["SIM", "sim_2"], "sim_3"],
  ["Timeout", [], "timeout_2"],
  ["👍", [], "opcao"],
  ["", ["opcao"], "opcao_2"],
  ["constructor", [], "constructor_2"],
  ["{{ nome }}", [], "nome"],
])("%j beside %j is %s", (title, others, id) => {
  expect(newChoiceId(title, others)).toBe(id);
});

test("whatever the titles, the ids are taken by the schema", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 70 }), { maxLength: 12 }), (titles) => {
      const choices = titles.reduce<{ id: string; title: string }[]>(
        (all, title) => [
          ...all,
          {
            title,
            id: newChoiceId(
              title,
              all.map(({ id }) => id),
            ),
          },
        ],
        [],
      );
      expect(choicesConfig.safeParse({ choices }).error).toBeUndefined();
    }),
  );
});

test("an id follows its title until something leads on from its exit, and one that was written by hand stays", () => {
  const typed = ["Y", "Ye", "Yes"].reduce((choice, title) => retitled(choice, title, [], []), { id: "", title: "" });
  expect(typed.id).toBe("yes");
  expect(retitled(typed, "Yes, please", [], ["yes"])).toEqual({ id: "yes", title: "Yes, please" });
  expect(retitled(typed, "Yes, please", [], [])).toEqual({ id: "yes_please", title: "Yes, please" });
  expect(retitled({ id: "mine", title: "Yes" }, "No", [], []).id).toBe("mine");
});
