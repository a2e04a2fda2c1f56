import type { Env } from "../../platform/env.ts";
import { hashPassword } from "../../platform/passwords.ts";
import { prisma } from "../../platform/prisma.ts";

/** The first administrator, from WORKFLOW_ADMIN_EMAIL and WORKFLOW_ADMIN_PASSWORD; only where nobody can sign in yet. */
export async function seedAdmin({
  WORKFLOW_ADMIN_EMAIL: email,
  WORKFLOW_ADMIN_PASSWORD: password,
}: Pick<Env, "WORKFLOW_ADMIN_EMAIL" | "WORKFLOW_ADMIN_PASSWORD">): Promise<boolean> {
  const anybody = await prisma().user.findFirst({ select: { id: true } });
  if (anybody !== null || password === undefined) return false;
  const { count } = await prisma().user.createMany({
    data: { email: email.toLowerCase(), name: "Admin", role: "admin", passwordHash: await hashPassword(password) },
    skipDuplicates: true,
  });
  return count === 1;
}
