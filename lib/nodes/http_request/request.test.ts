import { expect, test } from "vitest";
import { render } from "../../engine/template.ts";
import type { Context } from "../../engine/types.ts";
import { costOf } from "../../../scripts/test-setup/cost.ts";
import { httpConfig } from "./config.ts";
import { httpRequest } from "./node.ts";
import { requestOf } from "./request.ts";

const config = (options: Context) => httpConfig.parse({ method: "POST", url: "https://api.example.com", ...options });
const body = (value: unknown) => config({ body: { type: "json", value: JSON.stringify(value) } });
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);
const IN_FIELD = expect.objectContaining({ name: "FieldError", problem: expect.objectContaining({ code: "in_field" }) });

const loops = (n: number) => `{% for i in (1..${n}) %}{% for j in (1..${n}) %}{{ i }}{% endfor %}{% endfor %}`;
/** One of them may be rendered, not many. */
const loop = loops(70);
test.each([
  ["a body of many loops", body(times(500, loop)), {}],
  ["many rows of loops", config({ query: times(50, { name: "a", value: loop }) }), {}],
  ["a large value, many times", body(times(2_000, "{{ big }}")), { big: times(2_000, "x".repeat(100)) }],
  [
    "a large text, many times",
    config({ body: { type: "form", value: times(100, { name: "a", value: "{{ big }}" }) } }),
    { big: "x".repeat(60_000) },
  ],
])("%s is refused, at the cost of one text", (_, written, context) => {
  expect(() => render(loop, {})).not.toThrow();
  const most = costOf(() => expect(() => render(loops(900), {})).toThrow());
  expect(costOf(() => expect(() => requestOf(written, context)).toThrow(IN_FIELD)) / most).toBeLessThan(10);
});

test.each([65, 30_000])("a body of %i levels is none", (levels) => {
  const deep = config({ body: { type: "json", value: "[".repeat(levels) + "]".repeat(levels) } });
  expect(httpRequest.check?.(deep).map(({ code }) => code)).toEqual(["bad_json"]);
  expect(() => requestOf(deep, {})).toThrow(IN_FIELD);
});

test("a request as large as a conversation is filled in", () => {
  const big = Object.fromEntries(times(2_000, 0).map((_, index) => [`key${index}`, "x".repeat(100)]));
  expect(requestOf(body({ all: "{{ big }}", rows: times(900, "{{ big.key7 }}") }), { big }).body).toMatchObject({ value: { all: big } });
});

/** Every pair of texts that could become a mark side by side, in every place where two values meet. */
const PIECES = [
  "[",
  "[secret",
  "[secret key",
  " key]",
  "key]",
  "]",
  "[secret key]",
  "%5Bsecret%20key",
  "%5D",
  "[SECRET KEY]",
  "[secret key 2]",
  "",
];
test("no two values make a mark together, wherever they stand", () => {
  const written = config({
    url: "{{ base }}/{{ a }}{{ b }}",
    headers: [{ name: "X", value: "{{ a }}{{ b }}{{ secret.key }}{{ b }}" }],
    query: [{ name: "q", value: "{{ a }}{{ secret.key }}" }],
    body: { type: "json", value: '["{{ a }}{{ b }}", "{{ list }}", "{{ secret.key }}"]' },
  });
  for (const a of PIECES)
    for (const b of PIECES) {
      const context = { base: `https://x/${a}${b}`, a, b, list: [`${a}${b}`, { [a]: b }] };
      const { marks, ...request } = requestOf(written, context);
      const mark = marks[0]?.mark ?? "";
      const marked = JSON.stringify(request).split(mark).length - 1;
      expect([a, b, mark, marked]).toEqual([a, b, mark, 3]);
    }
});
