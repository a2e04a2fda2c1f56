import type { SecretFlow } from "#lib/api/secrets.ts";
import { parseTemplate } from "#lib/engine/template.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Db } from "../../platform/db.ts";

const WRITTEN = /\{\{-?\s*secret\.([a-z][a-z0-9_]*)/g;

/** The names of the secrets that the nodes of a graph read: `{{ secret.name }}` in any text of their configs. */
export function secretsRead(graph: FlowGraph): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") for (const name of namesIn(value)) names.add(name);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  for (const node of graph.nodes) visit(node.config);
  return names;
}

function namesIn(text: string): string[] {
  if (!text.includes("secret")) return [];
  try {
    return [...parseTemplate(text).secrets];
  } catch {
    // A text of JSON, whose own texts are the templates; or one with a mistake, that the draft has an issue about.
    return [...text.matchAll(WRITTEN)].flatMap(([, name]) => name ?? []);
  }
}

/**
 * The flows that read secrets, in their draft or in their published version, by the secret's name. Archived flows too: the
 * conversations in them go on to their end.
 */
export async function flowsBySecret(db: Db): Promise<Map<string, SecretFlow[]>> {
  // SQL, because only graphs in which the word occurs at all are worth the way here.
  const { rows } = await db.query<{ id: number; name: string; draft: FlowGraph | null; published: FlowGraph | null }>(
    `SELECT f.id, f.name, CASE WHEN strpos(f.draft::text, 'secret') > 0 THEN f.draft END AS draft,
       CASE WHEN strpos(v.graph::text, 'secret') > 0 THEN v.graph END AS published
     FROM flows f LEFT JOIN flow_versions v ON v.id = f.published_version_id
     WHERE strpos(f.draft::text, 'secret') > 0 OR strpos(v.graph::text, 'secret') > 0
     ORDER BY f.name, f.id`,
  );
  const found = new Map<string, SecretFlow[]>();
  for (const { id, name, draft, published } of rows) {
    const inDraft = draft === null ? new Set<string>() : secretsRead(draft);
    const inPublished = published === null ? new Set<string>() : secretsRead(published);
    for (const secret of new Set([...inDraft, ...inPublished])) {
      const flows = found.get(secret) ?? [];
      flows.push({ id, name, in_draft: inDraft.has(secret), in_published: inPublished.has(secret) });
      found.set(secret, flows);
    }
  }
  return found;
}
