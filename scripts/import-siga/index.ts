import { parseArgs } from "node:util";
import { z } from "zod";
import { pool } from "#server/platform/db";
import { chooseChannel, StartFlowError } from "#server/services/executions/start-flow";
import { importFlow } from "#server/services/flows/import-export";
import { importContacts } from "#server/services/moving-in/import-contacts";
import { convertContacts } from "./contacts.ts";
import { convert } from "./convert.ts";
import type { Finding } from "./finding.ts";
import { UnreadableSource } from "./old-schema.ts";
import { readMapping, readSource } from "./read-source.ts";
import { shadowCheck } from "./shadow.ts";

/**
 * `npm run import:siga -- <database url | export.json>`: what of the system that Siga replaces comes over, and how. Ends with 1 when
 * something differs or needs a hand, with 2 when the source cannot be read.
 *   --apply             writes the flows as drafts, and the contacts; without it nothing is written
 *   --mapping f.json    other names of tables and columns, see old-schema.ts
 *   --shadow f.jsonl    lines {text | condition, context, expected} of the old system, and what Siga makes of them
 */
const ACTOR = { id: "import:siga", role: "admin" } as const;
const KINDS: Record<Finding["kind"], string> = { differs: "differs", hand: "needs a hand" };
const USAGE = "Usage: npm run import:siga -- <database url | export.json> [--apply] [--mapping f.json] [--shadow f.jsonl]";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { apply: { type: "boolean", default: false }, mapping: { type: "string" }, shadow: { type: "string" } },
});

function report(findings: readonly Finding[]): void {
  for (const { kind, where, what } of findings) console.log(`  ${KINDS[kind]}: ${where}: ${what}`);
}

/** How much differs. */
async function moveIn(source: string, apply: boolean): Promise<number> {
  const old = await readSource(source, await readMapping(options.mapping));
  const flows = convert(old);
  let different = 0;
  for (const { oldId, name, graph, asItIs, findings } of flows) {
    const size = `${graph.nodes.length} nodes, ${graph.transitions.length} transitions`;
    console.log(`\nFlow ${oldId} "${name}": ${size}; ${asItIs} as they are, ${findings.length} to look at`);
    report(findings);
    different += findings.length;
    if (!apply) continue;
    const { id } = await importFlow(ACTOR, { name, description: `Flow ${oldId} of the replaced system`, graph, at: ["graph"] });
    console.log(`  written as the draft of flow ${id}`);
  }
  if (old.contacts.length > 0) {
    const channel = await chooseChannel(null).catch((error: unknown) => {
      if (error instanceof StartFlowError) return null;
      throw error;
    });
    if (channel === null) {
      console.log("\nContacts: there is no active channel to whose people they would belong: add one first (README, Connect a number)");
      return different + old.contacts.length;
    }
    const { contacts, findings } = await convertContacts(old.contacts, channel);
    console.log(`\nContacts: ${contacts.length} of ${old.contacts.length} have a number that can be written to`);
    report(findings);
    different += findings.length;
    if (apply) {
      await importContacts(ACTOR, channel.id, contacts);
      console.log(`  ${contacts.length} written to channel ${channel.id}`);
    }
  }
  console.log(
    `\n${flows.length} flows, ${old.contacts.length} contacts; ${different === 0 ? "all comes over as it is" : `${different} to look at`}. ${
      apply ? "Written: flows as drafts, none is published." : "Nothing was written; --apply writes it."
    }`,
  );
  return different;
}

async function compare(path: string): Promise<number> {
  const { compared, differences } = await shadowCheck(path);
  console.log(`\nShadow check: ${compared} lines, ${differences.length} give something else`);
  for (const each of differences) console.log(`  ${each}`);
  return differences.length;
}

try {
  const [source, ...more] = positionals;
  if (more.length > 0 || (source === undefined && (options.shadow === undefined || options.apply))) throw new UnreadableSource(USAGE);
  const moved = source === undefined ? 0 : await moveIn(source, options.apply);
  const shadowed = options.shadow === undefined ? 0 : await compare(options.shadow);
  process.exitCode = moved + shadowed === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof UnreadableSource || error instanceof z.ZodError)) throw error;
  console.error(
    error instanceof z.ZodError ? `The file does not have the shape that was expected: ${z.prettifyError(error)}` : error.message,
  );
  process.exitCode = 2;
} finally {
  await pool().end();
}
