import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#lib/generated/prisma/client.ts";
import { pool } from "./db.ts";

declare global {
  var sigaPrisma: PrismaClient | undefined;
}

/** Prisma on the process's own pool: for everything that is not on a message's path. */
export function prisma(): PrismaClient {
  globalThis.sigaPrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return globalThis.sigaPrisma;
}
