import { expect, test } from "vitest";
import type { Json } from "#lib/engine/types.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";
import { secretsRead } from "./usage.ts";

test.each<[string, { [key: string]: Json }, string[]]>([
  ["a header", { headers: [{ name: "X-Key", value: "{{ secret.crm_key }}" }] }, ["crm_key"]],
  ["a placeholder", { url: "https://api.example.com/{secret.crm_key}" }, ["crm_key"]],
  ["brackets", { url: `{{ secret["crm_key"] }}{{ secret['other'] }}` }, ["crm_key", "other"]],
  ["a filter", { auth: { token: "{{ secret.crm_key | url_encode }}" } }, ["crm_key"]],
  ["a condition's branch", { text: "{% if vip %}{{ secret.gold }}{% else %}{{ secret.iron }}{% endif %}" }, ["gold", "iron"]],
  ["a condition, which is refused", { text: "{% if secret.gold %}x{% endif %}" }, []],
  ["a JSON text that is no template", { body: { value: '{"a": "{{ secret.one }}{{ x | default: \\"y\\" }}"}' } }, ["one"]],
  ["a JSON text", { body: { type: "json", value: `{"key": "{{ secret.crm_key }}", "list": ["{{ secret.two }}"]}` } }, ["crm_key", "two"]],
  ["the same one twice", { a: "{{ secret.one }}", b: ["{{ secret.one }}"] }, ["one"]],
  ["a longer name only", { a: "{{ secret.crm_key_2 }}" }, ["crm_key_2"]],
  ["another key", { a: "{{ secrets.one }}{{ my.secret.two }}{{ secretive }}" }, []],
  ["prose", { a: "My secret.one is safe; {secret} and {{ secret }} too" }, []],
  ["a text that can't be parsed", { a: "{{ secret.one", b: "{% if %}{{ secret.two }}" }, ["one", "two"]],
  ["no text", { a: 1, b: null, c: true, d: [], secret: { one: 2 } }, []],
])("secrets are found in %s", (_, config, names) => {
  expect([...secretsRead(graph({ ask: ["http_request", config] }, []))]).toEqual(names);
});
