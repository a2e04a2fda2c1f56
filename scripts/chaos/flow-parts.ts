import type { NodeSpec, TransitionSpec } from "../test-setup/graphs.ts";

/** What can be chosen from the menu, which is a list of at most ten, by the node that it leads to. */
export const MENU = {
  buttons: "Confirmar",
  ask: "Contar",
  photo: "Mandar foto",
  shop: "Fazer pedido",
  pay: "Pagar",
  calling: "Ligar sistema",
  delay: "Esperar",
  remind: "Ficar quieto",
  more: "Mais",
  bye: "Tchau",
} as const;

/** And from its second part. */
export const MORE = {
  child: "Filho",
  go: "Adiante",
  stumble: "Tropeçar",
  there: "Falhar",
  unsent: "Formulário",
  refused: "Recusado",
} as const;

/** Offers these, asks once more for anything else, and leaves by the node's name. */
export const menuOf = (message: string, retry: string, choices: Readonly<Record<string, string>>): NodeSpec => [
  "send_choices",
  {
    message: `${message} {{ n }}`,
    retry_message: `${retry} {{ n }}`,
    attempts: 20,
    choices: Object.entries(choices).map(([id, title]) => ({ id, title })),
  },
];

export const menuTransitions = (from: string, choices: Readonly<Record<string, string>>): TransitionSpec[] =>
  Object.keys(choices).map((id) => [from, id, null, id]);

/** A form that nobody has: Meta refuses it each time. */
export const toForm = (more: NodeSpec[1]): NodeSpec => [
  "send_form",
  { message: "Formulário {{ n }}", button: "Abrir", form_id: "999999999999", ...more },
];

/** A request to the shop that carries who asks, and in which round. */
export const order = (shopUrl: string, path: string): NonNullable<NodeSpec[1]> => ({
  method: "POST",
  url: `${shopUrl}/${path}`,
  timeout_seconds: 5,
  exits: "simple",
  body: { type: "json", value: { who: "{{ contact.phone }}", round: "{{ n }}" } },
  response_mapping: [{ key: "order", path: "id" }],
});
