import { isAlways } from "../compile.ts";
import { conditionPaths, parseCondition } from "../condition.ts";
import { EARLIER_KEY } from "../context.ts";
import { type FlowMap, keysBefore, keysSetBy, type ReadyNode } from "./flow-map.ts";
import { type Issue, nodeIssue, transitionIssue } from "./issue.ts";
import type { Problem } from "../problem/problem.ts";
import { templatePaths } from "../template.ts";
import { type Doubt, doubtsIn, minusDoubts } from "./doubts.ts";
import { SECRET_ROOT } from "../template/secrets.ts";

/** What the engine and the server put into every context. */
const BUILT_IN_KEYS: readonly string[] = ["last_message", "message", "contact", "rescue", EARLIER_KEY];

/** Paths that are read where nothing before them can have set them: mostly a typing error. */
export function pathIssues(map: FlowMap): Issue[] {
  const isSetBefore = keysBefore(map);
  return [...map.ready.values()].flatMap((ready) => {
    const { id } = ready.node;
    const given = new Set([...BUILT_IN_KEYS, ...keysSetBy(map, id)]);
    const isKnown: IsKnown = (key) => given.has(key) || isSetBefore(id, key);
    return [...templateReads(ready, isKnown), ...conditionReads(ready, map, isKnown)];
  });
}

const LITERAL_BRACES = "If the doubled braces are meant as braces, as in Python's format, write {% raw %} around them.";

type IsKnown = (key: string) => boolean;

function templateReads({ node, type, config }: ReadyNode, isKnown: IsKnown): Issue[] {
  const isKnownHere: IsKnown = (key) => type.locals?.includes(key) === true || isKnown(key);
  return Object.entries(type.templates(config)).flatMap(([field, text]) => {
    const doubts = doubtsOf(text, (name) => name === SECRET_ROOT || isKnownHere(name));
    const doubled = new Set(doubts.flatMap(({ problem: { code, params } }) => (code === "braces_doubled" ? [params["name"]] : [])));
    const unknown = unknownPaths(() => templatePaths(text), isKnownHere).map((path) =>
      nodeIssue(node, {
        severity: "warning",
        code: "unknown_path",
        field,
        message: `"${node.name}", ${field}: nothing before this node sets "${path}".${doubled.has(path) ? ` ${LITERAL_BRACES}` : ""}`,
        params: { path, ...(doubled.has(path) ? { doubled: true } : {}) },
      }),
    );
    const misread = doubts
      .filter(({ problem: { code } }) => code !== "braces_doubled")
      .map(({ problem }) => nodeIssue(node, misreadName(field, `"${node.name}", ${field}`, problem)));
    return [...unknown, ...misread];
  });
}

function conditionReads({ node }: ReadyNode, map: FlowMap, isKnown: IsKnown): Issue[] {
  return map.leaving(node.id).flatMap((transition) => {
    const { condition } = transition;
    if (isAlways(condition)) return [];
    const unknown = unknownPaths(() => conditionPaths(parseCondition(condition)), isKnown).map((path) =>
      transitionIssue(node, transition, {
        severity: "warning",
        code: "unknown_path",
        field: "condition",
        message: `After "${node.name}", a condition reads "${path}", which nothing before it sets.`,
        params: { path },
      }),
    );
    const missing = new Set(unknown.map(({ params }) => params["path"]));
    const doubts = missing.size < 1 ? [] : minusDoubts(condition, (name) => missing.has(name));
    return [
      ...unknown,
      ...doubts.map(({ problem }) =>
        transitionIssue(node, transition, misreadName("condition", `After "${node.name}", a condition`, problem)),
      ),
    ];
  });
}

const misreadName = (field: string, where: string, problem: Problem) => ({
  severity: "warning" as const,
  code: "unreadable_name" as const,
  field,
  message: `${where}: ${problem.message}`,
  params: { problem: problem.message },
  problem,
});

/** Text that cannot be read has its own issue. */
function doubtsOf(text: string, isKnown: IsKnown): Doubt[] {
  try {
    return doubtsIn(text, isKnown);
  } catch {
    return [];
  }
}

/** Text that cannot be parsed has its own issue. */
function unknownPaths(read: () => string[], isKnown: IsKnown): string[] {
  let paths: string[];
  try {
    paths = read();
  } catch {
    return [];
  }
  return [...new Set(paths)].filter((path) => !isKnown(firstKey(path)));
}

/** `user` of `user.name`, `user[0]`; `first name` of `["first name"].x`. */
function firstKey(path: string): string {
  const quoted = /^\["((?:[^"\\]|\\.)*)"\]/.exec(path);
  return quoted?.[1] ?? /^[^.[]*/.exec(path)?.[0] ?? path;
}
