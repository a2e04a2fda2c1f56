import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrationSql, SCHEMA_PATH } from "./schema-engine.ts";

/**
 * `npm run db:migrate:new -- <name>`: writes prisma/migrations/<time>_<name>/migration.sql with what changed in schema.prisma
 * since the last commit. Read it before committing: renames come out as drop + add, and partial indexes are yours to write.
 */
const root = join(import.meta.dirname, "..");
const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function committedSchema(): string | undefined {
  try {
    return git("show", "HEAD:prisma/schema.prisma");
  } catch {
    return undefined;
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) fail("Give the migration a name of a-z, 0-9 and _: npm run db:migrate:new -- add_contact_tags");

const pending = git("status", "--porcelain", "--", "prisma/migrations").trim();
if (pending) fail(`There is a migration that is not committed yet:\n${pending}\nCommit it, or delete it and make one for both changes.`);

const sql = await migrationSql(committedSchema(), readFileSync(SCHEMA_PATH, "utf8"));
if (sql.trim() === "" || sql.includes("This is an empty migration")) fail("schema.prisma says the same as at the last commit.");

const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = join(import.meta.dirname, "migrations", `${time}_${name}`);
mkdirSync(folder);
writeFileSync(join(folder, "migration.sql"), sql);
console.log(`Wrote prisma/migrations/${time}_${name}/migration.sql. Read it, then: npm run db:migrate`);
process.exit(0);
