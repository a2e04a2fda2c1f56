import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { heading, print, type Figure } from "../report.ts";

/** What both a build of today and an earlier one have at these paths. */
interface Language {
  render: (text: string, context: Record<string, unknown>) => string;
  evaluate: (condition: string, context: Record<string, unknown>) => unknown;
}

const MESSAGE =
  "Olá, {{ contact.name | default: 'cliente' }}! Seu pedido {order} está {{ status }}.\n" +
  "{% for item in items %}• {{ item.name }}: R$ {{ item.price }}\n{% endfor %}" +
  "{% if total > 100 %}O frete é grátis.{% else %}O frete custa R$ 10.{% endif %} Podemos ajudar em algo mais?";
const CONDITION = "last_message.lower() in ['sim', 'ok', 'quero'] and (total > 100 or len(items) >= 2) and not blocked";
const CONTEXT = {
  contact: { name: "Ana Maria" },
  order: "A-17",
  status: "a caminho",
  items: [
    { name: "Café", price: 12.5 },
    { name: "Filtro", price: 8 },
    { name: "Xícara", price: 31.9 },
  ],
  total: 152.4,
  last_message: "Sim",
  blocked: false,
};
const ROUNDS = 11;
const ROUND_MS = 100;

/** Texts rendered and conditions evaluated on one core; with `before`, the folder of an earlier build, in turn with it. */
export async function language(before?: string): Promise<Figure[]> {
  const today = await load(join(import.meta.dirname, "../../.."));
  const earlier = before === undefined ? null : await load(resolve(before));
  heading(`Language: an ordinary message and an ordinary condition${earlier === null ? "" : `, in turn with ${before ?? ""}`}`);
  const figures = [
    ...compared("texts rendered", today, earlier, ({ render }) => render(MESSAGE, CONTEXT), { target: { atLeast: 1 } }),
    ...compared("conditions evaluated", today, earlier, ({ evaluate }) => evaluate(CONDITION, CONTEXT)),
  ];
  print(figures);
  return figures;
}

async function load(folder: string): Promise<Language> {
  const part = (name: string) => import(pathToFileURL(join(folder, "lib/engine", name)).href) as Promise<Language>;
  return { render: (await part("template.ts")).render, evaluate: (await part("condition.ts")).evaluate };
}

function compared(
  name: string,
  today: Language,
  earlier: Language | null,
  act: (language: Language) => unknown,
  target: Pick<Figure, "target"> = {},
): Figure[] {
  const rates: { today: number[]; earlier: number[] } = { today: [], earlier: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.today.push(rateOf(() => act(today)));
    if (earlier !== null) rates.earlier.push(rateOf(() => act(earlier)));
  }
  const [is, was] = [middle(rates.today), middle(rates.earlier)];
  return [
    { name, value: is, unit: "/s" },
    ...(earlier === null
      ? []
      : [
          { name: `${name} before`, value: was, unit: "/s" },
          { name: `${name}, of before`, value: is / was, unit: "", ...target },
        ]),
  ];
}

function rateOf(act: () => unknown): number {
  const begin = performance.now();
  let count = 0;
  for (; performance.now() - begin < ROUND_MS; count += 100) for (let index = 0; index < 100; index++) act();
  return (count / (performance.now() - begin)) * 1000;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
