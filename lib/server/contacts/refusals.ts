import { conflict, notFound } from "../platform/api-error.ts";

export const noContact = (id: number) => notFound(`There is no contact ${id}. GET /api/v1/contacts lists those there are.`);

export const optedOut = () =>
  conflict("opted-out", "This contact has opted out and written nothing since: nothing is sent to them until they write or opt in.");
