import type { z } from "zod";
import type { Permission } from "#lib/permissions.ts";

/**
 * One operation of the API: what the route enforces, what the browser calls and, from the very same schemas, what the OpenAPI document
 * says.
 */
export interface Contract {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As in OpenAPI, below /api/v1: `/flows/{id}`. */
  path: `/${string}`;
  summary: string;
  description?: string;
  /** Null: open to everybody, and no token is read. */
  permission: Permission | null;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** It sends or starts something: with an `Idempotency-Key` it does so once, however often it is asked. */
  idempotent?: true;
  status: 200 | 201 | 204;
  response: z.ZodType | null;
  /** Refusals of this operation beyond those of every operation, by status. */
  refusals?: Record<number, string>;
}

/** Keeps the literal types of a contract's schemas. */
export const contract = <const C extends Contract>(description: C): C => description;
