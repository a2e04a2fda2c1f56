import { isAlways } from "../compile.ts";
import { conditionPaths, parseCondition } from "../condition.ts";
import type { ContactField } from "../contact-fields/types.ts";
import { templatePaths } from "../template.ts";
import type { FlowMap } from "./flow-map.ts";
import { type Issue, nodeIssue, transitionIssue } from "./issue.ts";

const FIELD = /^contact\.fields\.([^.[]+)/;

/**
 * Reads of `contact.fields` by a name that no field has: mostly a typing error. Nothing is said where the organisation has given no field
 * a type: its contacts hold what flows put there.
 */
export function contactFieldIssues(map: FlowMap, fields: readonly ContactField[]): Issue[] {
  if (fields.length === 0) return [];
  const known = new Set(fields.map(({ key }) => key));
  const strangersIn = (read: () => string[]) =>
    [...new Set(pathsOf(read).flatMap((path) => FIELD.exec(path)?.[1] ?? []))].filter((key) => !known.has(key));
  return [...map.ready.values()].flatMap(({ node, type, config }) => [
    ...Object.entries(type.templates(config)).flatMap(([field, text]) =>
      strangersIn(() => templatePaths(text)).map((key) => nodeIssue(node, { ...told(`"${node.name}", ${field}`, key), field })),
    ),
    ...map
      .leaving(node.id)
      .flatMap((transition) =>
        isAlways(transition.condition)
          ? []
          : strangersIn(() => conditionPaths(parseCondition(transition.condition ?? ""))).map((key) =>
              transitionIssue(node, transition, { ...told(`After "${node.name}", a condition`, key), field: "condition" }),
            ),
      ),
  ]);
}

const told = (where: string, key: string) => ({
  severity: "warning" as const,
  code: "unknown_contact_field" as const,
  message: `${where}: contacts have no field "${key}".`,
  params: { key },
});

/** Text that cannot be parsed has its own issue. */
function pathsOf(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}
