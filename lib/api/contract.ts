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
  /** Bytes instead of JSON: what is sent, or what is returned (`response` is null then). */
  binary?: "request" | "response";
  /** What the body may have; without it `BODY_BYTES.usual`. */
  maxBytes?: number;
  status: 200 | 201 | 204;
  response: z.ZodType | null;
  /** Refusals of this operation beyond those of every operation, by status. */
  refusals?: Record<number, string>;
}

/** Sizes of bodies: whoever sends more wants something else than this operation does, and each byte is memory and time of everybody. */
export const BODY_BYTES = {
  usual: 64 * 1024,
  /** A node with its config. */
  node: 256 * 1024,
  /** What a conversation begins with. */
  context: 512 * 1024,
  /** A whole flow, its tests, a conversation under way. */
  flow: 4 * 1024 * 1024,
} as const;

/** Keeps the literal types of a contract's schemas. */
export const contract = <const C extends Contract>(description: C): C => description;
