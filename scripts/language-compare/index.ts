import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { evaluate } from "../../lib/engine/condition.ts";
import { render } from "../../lib/engine/template.ts";
import type { Json } from "../../lib/engine/types.ts";
import { type Case, generate } from "./generate.ts";
import { DECIDED, explanationOf } from "./rules.ts";

/**
 * `npm run language:compare`: generated texts and conditions through Siga and through Python with Jinja2, and where they differ. Ends with
 * 1 when a difference has no rule, with 2 where there is no python3 with jinja2.
 *   -- --count 10000 --seed 1   how many, and which
 *   -- --show 20                so many of those without a rule, and one of each rule
 */
const { values: options } = parseArgs({
  options: { count: { type: "string", default: "10000" }, seed: { type: "string", default: "1" }, show: { type: "string", default: "20" } },
});

type Outcome = { value: Json } | { error: string };

interface Answers {
  own: Outcome;
  /** Where what DIALECTS decides otherwise is put in the place of theirs. */
  meant: Outcome;
}

async function throughPython(cases: readonly Case[]): Promise<Answers[]> {
  const python = spawn("python3", [join(import.meta.dirname, "python.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(python, "close") as Promise<[number | null]>;
  ended.catch(() => {});
  python.stdin.on("error", () => {});
  python.stdin.end(cases.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const outcomes: Answers[] = [];
  for await (const line of createInterface({ input: python.stdout })) outcomes.push(JSON.parse(line) as Answers);
  const code = await ended.then(([status]) => status).catch(() => null);
  if (code === 0 && outcomes.length === cases.length) return outcomes;
  console.error("Comparing needs python3 with jinja2 (pip install jinja2) on this machine; Python's own words are above.");
  process.exit(2);
}

function throughSiga({ kind, text, context }: Case): Outcome {
  try {
    return { value: kind === "condition" ? evaluate(text, context) : render(text, context) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const agree = (ours: Outcome, theirs: Outcome): boolean =>
  "value" in ours && "value" in theirs && JSON.stringify(ours.value) === JSON.stringify(theirs.value);

const cases = generate(Number(options.count), Number(options.seed));
const theirs = await throughPython(cases);
const explained = new Map<string, { count: number; example: string }>();
const unexplained: string[] = [];
let [same, refused] = [0, 0];
cases.forEach((each, index) => {
  const ours = throughSiga(each);
  const python = theirs[index];
  // What Python refuses may mean anything here.
  if (python === undefined || "error" in python.own) return void refused++;
  if (agree(ours, python.own)) return void same++;
  const shown = `${each.kind}  ${JSON.stringify(each.text)}\n    Python ${JSON.stringify(python.own)}\n    Siga   ${JSON.stringify(ours)}`;
  const rule = agree(ours, python.meant) ? DECIDED : explanationOf(each, ours, python.meant);
  if (rule === null) return void unexplained.push(`${shown}\n    meant  ${JSON.stringify(python.meant)}`);
  const known = explained.get(rule) ?? { count: 0, example: shown };
  explained.set(rule, { ...known, count: known.count + 1 });
});

console.log(`${cases.length} texts and conditions (seed ${options.seed}): ${same} the same, ${refused} refused by Python.`);
for (const [rule, { count, example }] of [...explained].sort((a, b) => b[1].count - a[1].count))
  console.log(`\n${count} × ${rule}\n  such as ${example}`);
console.log(`\n${unexplained.length} differ without a rule${unexplained.length === 0 ? "." : ":"}`);
for (const example of unexplained.sort((a, b) => a.length - b.length).slice(0, Number(options.show))) console.log(`  ${example}`);
process.exitCode = unexplained.length === 0 ? 0 : 1;
