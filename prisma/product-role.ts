import pg from "pg";
import type { DatabaseSettings } from "#server/platform/database-settings";
import { MIGRATION_LOCK } from "./apply-migrations.ts";

/** What web and worker need of a table; nobody but its owner changes its shape. */
const TABLE_RIGHTS = "SELECT, INSERT, UPDATE, DELETE";
const SCHEMAS = ["public", "pgboss"];

/**
 * Gives the role that web and worker connect as (`user`) the rows of all tables and nothing else: what an injected
 * statement could do then ends at the data. The role is made if it is not there. Future tables come with the same rights. Safe to run
 * again, and from several places at once.
 * @throws Error that says what the owner's role lacks
 */
export async function grantProductRole(owner: pg.Client, { user, password }: Pick<DatabaseSettings, "user" | "password">): Promise<void> {
  const { rows } = await owner.query<{ is_owner: boolean }>("SELECT current_user = $1 AS is_owner", [user]);
  if (rows[0]?.is_owner === true) return;
  await owner.query("BEGIN");
  try {
    await owner.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await ensureRole(owner, user, password);
    const role = pg.escapeIdentifier(user);
    for (const schema of SCHEMAS) {
      await owner.query(`
        GRANT USAGE ON SCHEMA ${schema} TO ${role};
        GRANT ${TABLE_RIGHTS} ON ALL TABLES IN SCHEMA ${schema} TO ${role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
        ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${TABLE_RIGHTS} ON TABLES TO ${role};
        ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE, SELECT ON SEQUENCES TO ${role}`);
    }
    await owner.query(`
      REVOKE UPDATE, DELETE ON audit_log FROM ${role};
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${role};
      GRANT EXECUTE ON FUNCTION siga_forget_audit(integer) TO ${role}`);
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK");
    throw error;
  }
}

async function ensureRole(owner: pg.Client, name: string, password: string): Promise<void> {
  const { rows } = await owner.query<{ there: boolean; settable: boolean }>(
    `SELECT r.oid IS NOT NULL AS there, (me.rolsuper OR me.rolcreaterole) AND NOT coalesce(r.rolsuper, false) AS settable
     FROM pg_roles me LEFT JOIN pg_roles r ON r.rolname = $1 WHERE me.rolname = current_user`,
    [name],
  );
  const { there, settable } = rows[0] ?? { there: false, settable: false };
  const role = pg.escapeIdentifier(name);
  const secret = password === "" ? "" : `PASSWORD ${pg.escapeLiteral(password)}`;
  if (there) {
    // One that the owner has not made may refuse it: then it has its password from whoever made it.
    if (settable && secret !== "") await attempt(owner, `ALTER ROLE ${role} ${secret}`);
    return;
  }
  if (!settable)
    throw new Error(
      `There is no role "${name}" (the user of DATABASE_URL), and the role of MIGRATION_DATABASE_URL may not make it: create it with LOGIN and a password, or give the owner CREATEROLE.`,
    );
  await owner.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS ${secret}`);
}

async function attempt(owner: pg.Client, statement: string): Promise<void> {
  await owner.query("SAVEPOINT attempt");
  await owner.query(statement).catch(() => owner.query("ROLLBACK TO attempt"));
}
