import type { Context } from "#lib/engine/types.ts";
import type { Form } from "../types.ts";

/** Forms as somebody finds them who tries things out: two that can be sent, and one that is not published yet. */
export const SAMPLE_FORMS: readonly Form[] = [
  oneScreen({ id: "1123581321", name: "cadastro", status: "PUBLISHED", category: "LEAD_GENERATION" }, "CADASTRO", [
    { type: "TextInput", name: "nome", label: "Nome", "input-type": "text", required: true },
    { type: "TextInput", name: "email", label: "E-mail", "input-type": "email", required: false },
    {
      type: "RadioButtonsGroup",
      name: "turno",
      label: "Melhor turno",
      required: false,
      "data-source": [
        { id: "manha", title: "Manhã" },
        { id: "tarde", title: "Tarde" },
      ],
    },
  ]),
  oneScreen({ id: "1123581322", name: "agendamento", status: "PUBLISHED", category: "APPOINTMENT_BOOKING" }, "AGENDAMENTO", [
    { type: "DatePicker", name: "dia", label: "Dia", required: true },
    { type: "TextInput", name: "observacao", label: "Observação", "input-type": "text", required: false },
  ]),
  oneScreen({ id: "1123581323", name: "pesquisa", status: "DRAFT", category: "SURVEY" }, "PESQUISA", [
    { type: "TextArea", name: "opiniao", label: "O que achou?", required: true },
  ]),
];

function oneScreen(
  { category, ...form }: Pick<Form, "id" | "name" | "status"> & { category: string },
  screen: string,
  fields: (Context & { name: string })[],
): Form {
  const payload = Object.fromEntries(fields.map(({ name }) => [name, `\${form.${name}}`]));
  const footer = { type: "Footer", label: "Enviar", "on-click-action": { name: "complete", payload } };
  const children = [{ type: "Form", name: "form", children: [...fields, footer] }];
  const title = screen.charAt(0) + screen.slice(1).toLowerCase();
  const layout = { type: "SingleColumnLayout", children };
  return {
    ...form,
    categories: [category],
    json: { version: "7.3", screens: [{ id: screen, title, terminal: true, success: true, layout }] },
  };
}
