import { expect, test } from "vitest";
import type { Json } from "#lib/engine/types.ts";
import { startAdvancing } from "../../../../scripts/test-setup/advance.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";

const { server, advance, answerWith, contact, write, said } = await startAdvancing();

const row = async (id: number) =>
  (
    await server.rows(
      "SELECT name, name_is_given, language, fields, labels, consent, consent_at IS NOT NULL AS dated FROM contacts WHERE id = $1",
      [id],
    )
  )[0];

const update = (config: { [key: string]: Json }, more: { [key: string]: Json } = {}) =>
  graph(
    {
      first: ["update_contact", config],
      second: ["update_contact", more],
      say: ["send_message", { message: "{{ contact.plan.id }} {{ contact.name }}" }],
    },
    [
      ["first", "second"],
      ["second", "say"],
    ],
  );

test("what a flow has learned is in the contact's row with the same commit, readable at once and in the next conversation", async () => {
  await answerWith(
    update(
      { name: "Ana", language: "pt-BR", fields: { plan: { id: 7 }, city: "Recife" }, labels: { on: ["novo", "vip"] }, consent: "opted_in" },
      { fields: { city: null }, labels: { on: ["pago"], off: ["novo"] } },
    ),
  );
  const id = await contact("oi");
  await advance(id);
  expect(await row(id)).toEqual({
    name: "Ana",
    name_is_given: true,
    language: "pt-BR",
    fields: { plan: { id: 7 } },
    labels: ["vip", "pago"],
    consent: "opted_in",
    dated: true,
  });
  await answerWith(
    graph({ say: ["send_message", { message: "{{ contact.labels }} {{ contact.language }} {{ has_label(contact, 'VIP') }}" }] }, []),
  );
  await write(id, "oi");
  await advance(id);
  expect(await said(id)).toEqual(["7 Ana", "vip, pago pt-BR true"]);
});

test("what is not named stays, and a label that is on already stays where it was", async () => {
  await answerWith(update({ labels: { on: ["b", "a"] } }));
  const id = await contact("oi");
  await server.rows(`UPDATE contacts SET name = 'Bia', fields = '{"x": 1}', labels = '{a}' WHERE id = $1`, [id]);
  await advance(id);
  expect(await row(id)).toMatchObject({
    name: "Bia",
    name_is_given: false,
    fields: { x: 1 },
    labels: ["a", "b"],
    consent: null,
    dated: false,
  });
});

test("fields that would be too much for a contact are not written; the rest is", async () => {
  await answerWith(update({ fields: { long: "{{ 'x' * 65530 }}" }, labels: { on: ["a"] } }));
  const id = await contact("oi");
  await server.rows(`UPDATE contacts SET fields = '{"kept": "yes"}' WHERE id = $1`, [id]);
  await advance(id);
  expect(await row(id)).toMatchObject({ fields: { kept: "yes" }, labels: ["a"] });
});
