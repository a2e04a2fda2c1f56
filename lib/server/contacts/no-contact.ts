import { notFound } from "../platform/api-error.ts";

export const noContact = (id: number) => notFound(`There is no contact ${id}. GET /api/v1/contacts lists those there are.`);
