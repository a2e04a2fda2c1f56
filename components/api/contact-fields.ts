"use client";
import { call } from "#components/api/call.ts";
import { listContactFieldsContract } from "#lib/api/contact-fields.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { sharedList } from "./shared-list.ts";

/** The fields of contacts that have a type: texts offer them, and the simulator and flow tests go by them. */
export const {
  known: knownContactFields,
  use: useContactFields,
  load: loadContactFields,
} = sharedList<ContactField>(async () => {
  const { items } = await call(listContactFieldsContract, { query: { limit: 200 } });
  return items.map(({ key, name, type, choices }) => ({ key, name, type, choices }));
});
