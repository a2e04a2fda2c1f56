import { isAlways } from "./compile.ts";
import { conditionPaths, parseCondition } from "./condition.ts";
import { type FlowMap, keysBefore, keysSetBy, type ReadyNode } from "./flow-map.ts";
import { type Issue, nodeIssue, transitionIssue } from "./issue.ts";
import { templatePaths } from "./template.ts";

/** What the engine and the server put into every context. */
const BUILT_IN_KEYS: readonly string[] = ["last_message", "message", "contact"];

/** Paths that are read where nothing before them can have set them: mostly a typing error. */
export function pathIssues(map: FlowMap): Issue[] {
  const before = keysBefore(map);
  return [...map.ready.values()].flatMap((ready) => {
    const known = new Set([...BUILT_IN_KEYS, ...(before.get(ready.node.id) ?? []), ...keysSetBy(map, ready.node.id)]);
    return [...templateReads(ready, known), ...conditionReads(ready, map, known)];
  });
}

function templateReads({ node, type, config }: ReadyNode, known: ReadonlySet<string>): Issue[] {
  const here = new Set([...known, ...(type.locals ?? [])]);
  return Object.entries(type.templates(config)).flatMap(([field, text]) =>
    unknownPaths(() => templatePaths(text), here).map((path) =>
      nodeIssue(node, {
        severity: "warning",
        code: "unknown_path",
        field,
        message: `"${node.name}", ${field}: nothing before this node sets "${path}".`,
        params: { path },
      }),
    ),
  );
}

function conditionReads({ node }: ReadyNode, map: FlowMap, known: ReadonlySet<string>): Issue[] {
  return map.leaving(node.id).flatMap((transition) => {
    const { condition } = transition;
    if (isAlways(condition)) return [];
    return unknownPaths(() => conditionPaths(parseCondition(condition)), known).map((path) =>
      transitionIssue(node, transition, {
        severity: "warning",
        code: "unknown_path",
        field: "condition",
        message: `After "${node.name}", a condition reads "${path}", which nothing before it sets.`,
        params: { path },
      }),
    );
  });
}

/** Text that can not be parsed has its own issue. */
function unknownPaths(read: () => string[], known: ReadonlySet<string>): string[] {
  let paths: string[];
  try {
    paths = read();
  } catch {
    return [];
  }
  return [...new Set(paths)].filter((path) => !known.has(firstKey(path)));
}

/** `user` of `user.name`, `user[0]`; `first name` of `["first name"].x`. */
function firstKey(path: string): string {
  const quoted = /^\["((?:[^"\\]|\\.)*)"\]/.exec(path);
  return quoted?.[1] ?? /^[^.[]*/.exec(path)?.[0] ?? path;
}
