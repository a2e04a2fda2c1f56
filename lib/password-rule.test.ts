import { expect, test } from "vitest";
import { passwordProblem } from "./password-rule.ts";

test.each([
  ["short", ["", "123456789", "senha123"]],
  [
    "common",
    ["1234567890", "Password123", "QWERTYUIOP", "aaaaaaaaaaaa", "abcabcabcabc", "senhasenha", "Senha123456", "changeme123", "adminadmin"],
  ],
  [null, ["correct horse", "aluguel-azul-42", "ñandú y ombú", "1234567890 mas não só"]],
])("what is %s: %j", (problem, passwords) => {
  expect(passwords.map(passwordProblem)).toEqual(passwords.map(() => problem));
});
