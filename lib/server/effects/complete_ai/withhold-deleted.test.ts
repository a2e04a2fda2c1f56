import { expect, test } from "vitest";
import { withholderOf } from "./withhold-deleted.ts";

test.each<[string[], string, string]>([
  [["minha senha é 1234"], "minha senha é 1234", "[…]"],
  [["minha senha é 1234"], "Pergunta: minha senha é 1234.", "Pergunta: […]."],
  [["1234"], "a senha 1234, não 12345 nem a1234", "a senha […], não 12345 nem a1234"],
  [["sim"], " sim ", "[…]"],
  [["sim"], "sim, quero", "sim, quero"],
  [["rua", "rua das Flores"], "moro na rua das Flores", "moro na […]"],
  [[], "nada", "nada"],
])("of what was deleted, %j, %j leaves %j", (deleted, content, left) => {
  expect(withholderOf(deleted)(content)).toBe(left);
});
