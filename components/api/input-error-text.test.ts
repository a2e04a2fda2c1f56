import { expect, test } from "vitest";
import { translator } from "#lib/i18n/catalogue.ts";
import type { InputError } from "#lib/api/problem.ts";
import { inputErrorText } from "./input-error-text.ts";

const file = { graph: { nodes: [{ id: "a", name: "Oi" }, { id: "b" }], transitions: [] }, tests: [{ name: "curto" }] };
const pt = translator("pt-BR");

test.each<[InputError, string]>([
  [
    { pointer: "/graph/nodes/0/node_type", message: "-", code: "unknown-node-type", params: { node_type: "foo" } },
    "Nó 1 (“Oi”), campo “node_type”: o tipo “foo” não existe nesta instalação",
  ],
  [
    { pointer: "/graph/nodes/1/config/message", message: "-", code: "wrong-type", params: { expected: "string", received: "number" } },
    "Nó 2, opção “message”: precisa ser um texto",
  ],
  [
    { pointer: "/graph/transitions/1/to", message: "-", code: "no-such-node", params: { id: "z" } },
    "Transição 2, campo “to”: não há nó com o id “z”",
  ],
  [
    { pointer: "/tests/0/turns", message: "-", code: "required", params: { expected: "array" } },
    "Teste 1 (“curto”), campo “turns”: falta, e precisa ser uma lista",
  ],
  [{ pointer: "/name", message: "-", code: "required", params: { expected: "string" } }, "Campo “name”: falta, e precisa ser um texto"],
  [
    { pointer: "", message: "-", code: "unknown-field", params: { keys: ["nmae", "x"] } },
    "Aqui não existe “nmae”, “x”; tire ou confira a grafia",
  ],
  [{ pointer: "/graph/nodes/constructor", message: "is odd", code: "brand-new" }, "Nó ?: is odd"],
  [{ message: "is odd" }, "Is odd"],
])("%j reads %s", (error, words) => {
  expect(inputErrorText(error, file, pt).replace("NaN", "?")).toBe(words);
});
