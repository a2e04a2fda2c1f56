import { decryptSecret, encryptSecret, type SealedIn } from "../../platform/crypto.ts";
import { pool } from "../../platform/db.ts";
import { encryptionKeys } from "../../platform/encryption-keys.ts";
import { SettingsError } from "../../platform/env.ts";

/** Where sealed texts stand. A test finds those that are missing here by their columns' names. */
export const SEALED_COLUMNS = [
  { table: "channels", column: "access_token_encrypted", sealedIn: (id) => ({ table: "channels", id }) },
  { table: "secrets", column: "value_encrypted", sealedIn: (id) => ({ table: "secrets", id }) },
  ...(["app_secret_encrypted", "verify_token_encrypted"] as const).map((column) => ({
    table: "meta_apps" as const,
    column,
    sealedIn: (id: number) => ({ table: "meta_apps" as const, column, id }),
  })),
] satisfies { table: SealedIn["table"]; column: string; sealedIn: (id: number) => SealedIn }[];

interface Rotated {
  /** How many rows were encrypted again, by table. */
  resealed: Record<string, number>;
  /** Rows that no key here opens, as `channels 3`: they stay as they are. */
  unopened: string[];
  /** How many rows name each key now; `v1`: sealed before keys had names, and changed meanwhile. */
  inUse: Record<string, number>;
  /** Keys of the settings that no row names any more, except the one that seals. */
  free: string[];
}

const ROWS = 100;

/**
 * Encrypts with the first key every text that another key has sealed. May run while web and worker do: a row is written only if it still
 * is what was read, and one that changed meanwhile was sealed by the process that changed it. May be stopped and started again: what is
 * done is not found any more.
 */
export async function rotateKeys(): Promise<Rotated> {
  const [current, ...others] = encryptionKeys();
  const resealed: Record<string, number> = {};
  const unopened: string[] = [];
  for (const { table, column, sealedIn } of SEALED_COLUMNS) {
    let count = 0;
    for (let after = 0; ;) {
      // SQL here and below, because it is the same for every table, and a row is changed only if it is as it was read.
      const { rows } = await pool().query<{ id: number; sealed: string }>(
        `SELECT id, ${column} AS sealed FROM ${table} WHERE id > $1 AND ${column} IS NOT NULL AND NOT starts_with(${column}, $2)
         ORDER BY id LIMIT ${ROWS}`,
        [after, `v2.${current.kid}.`],
      );
      for (const { id, sealed } of rows) {
        const anew = reseal(sealed, sealedIn(id));
        if (anew === null) unopened.push(`${table} ${id}`);
        else {
          const { rowCount } = await pool().query(`UPDATE ${table} SET ${column} = $3 WHERE id = $1 AND ${column} = $2`, [
            id,
            sealed,
            anew,
          ]);
          count += rowCount ?? 0;
        }
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    resealed[table] = (resealed[table] ?? 0) + count;
  }
  const inUse = await countKeys();
  const free = inUse["v1"] === undefined ? others.map(({ kid }) => kid).filter((kid) => inUse[kid] === undefined) : [];
  return { resealed, unopened, inUse, free };
}

/** Null for one that no key here opens. */
function reseal(sealed: string, row: SealedIn): string | null {
  try {
    return encryptSecret(decryptSecret(sealed, row), row);
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

async function countKeys(): Promise<Record<string, number>> {
  const each = SEALED_COLUMNS.map(({ table, column }) => `SELECT ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL`);
  const { rows } = await pool().query<{ kid: string; n: number }>(
    `SELECT CASE split_part(sealed, '.', 1) WHEN 'v2' THEN split_part(sealed, '.', 2) ELSE 'v1' END AS kid, count(*)::int AS n
     FROM (${each.join(" UNION ALL ")}) all_sealed GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ kid, n }) => [kid, n]));
}
