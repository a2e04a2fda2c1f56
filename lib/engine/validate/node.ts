import type { NodeType } from "../define-node.ts";
import { type Issue, nodeIssue, typeIssue } from "./issue.ts";
import { optionProblem } from "../options.ts";
import { problem, ProblemError, toProblem } from "../problem/problem.ts";
import { parseTemplate } from "../template.ts";
import type { FlowNode } from "../types.ts";

/** What is wrong with one node on its own: its type, its options, its templates. */
export function nodeIssues(node: FlowNode, type: NodeType | undefined): Issue[] {
  if (!type) {
    const message = `"${node.name}" is of the type "${node.node_type}", which this installation does not have.`;
    return [nodeIssue(node, { severity: "error", code: "unknown_node_type", message, params: { node_type: node.node_type } })];
  }
  const parsed = type.config.safeParse(node.config);
  const unknown = unknownOptions(node, type);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const field = issue.path.join(".");
      const problem = optionProblem(issue);
      const message = `"${node.name}", ${field}: ${problem.message}`;
      return nodeIssue(node, { severity: "error", code: "bad_config", field, message, params: { problem: problem.message }, problem });
    });
    return [...problems, ...unknown];
  }
  return [...templateIssues(node, type, parsed.data), ...typeIssues(node, type, parsed.data), ...unknown];
}

function templateIssues(node: FlowNode, type: NodeType, config: unknown): Issue[] {
  return Object.entries(type.templates(config)).flatMap(([field, text]) => {
    try {
      const { secrets } = parseTemplate(text);
      if (secrets.length > 0 && type.takesSecrets !== true) throw new ProblemError(problem("secret_not_here"));
      return [];
    } catch (error) {
      const problem = toProblem(error);
      const message = `"${node.name}", ${field}: ${problem.message}`;
      return [nodeIssue(node, { severity: "error", code: "bad_template", field, message, params: { problem: problem.message }, problem })];
    }
  });
}

function typeIssues(node: FlowNode, type: NodeType, config: unknown): Issue[] {
  const found = type.check?.(config) ?? [];
  return found.map((issue) => typeIssue(node, { ...issue, message: `"${node.name}" ${issue.message}.` }));
}

/** Of the config itself only: what an option holds inside is for its own schema to judge. */
function unknownOptions(node: FlowNode, type: NodeType): Issue[] {
  return Object.keys(node.config)
    .filter((option) => !Object.hasOwn(type.config.shape, option))
    .map((option) => {
      const message = `"${node.name}" has an option "${option}" that ${node.node_type} does not know; it has no effect.`;
      return nodeIssue(node, { severity: "warning", code: "unknown_option", field: option, message, params: { option } });
    });
}
