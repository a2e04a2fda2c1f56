import type { NodeType, NodeTypes } from "../engine/define-node.ts";
import { mapFlow, type ReadyNode } from "../engine/validate/flow-map.ts";
import { flowIssue, type Issue, nodeIssue } from "../engine/validate/issue.ts";
import { type Known, validate } from "../engine/validate/validate.ts";
import { exitLabel } from "../engine/read-config.ts";
import { parseTemplate } from "../engine/template.ts";
import type { FlowGraph } from "../engine/types.ts";
import { mayGoTo } from "../secrets/host.ts";
import { nodeTypes as installed } from "./registry.ts";

/** What is around a flow, as far as it is known: what a graph alone does not tell. */
export interface Surroundings extends Known {
  /** The organisation's, with the hosts that each may go to. */
  secrets?: readonly { name: string; hosts: readonly string[] }[] | undefined;
  /** Whether each channel on which it answers has a rescue flow. */
  isRescued?: boolean | undefined;
  /** The names of the published flows that begin it. */
  begunBy?: readonly string[] | undefined;
}

/** What an author should know before publishing, with what is around the flow; errors first. */
export function issuesIn(graph: FlowGraph, surroundings: Surroundings, nodeTypes: NodeTypes = installed): Issue[] {
  const { ready } = mapFlow(graph, nodeTypes);
  const { isRescued, secrets } = surroundings;
  const uncalled = surroundings.begunBy?.length === 0 ? uncalledIssues(graph) : [];
  const issues = [...validate(graph, nodeTypes, surroundings), ...uncalled].flatMap((issue) => {
    const at = issue.code === "dangling_exit" ? ready.get(issue.node_id ?? "") : undefined;
    const exit = issue.params["exit"];
    if (isRescued === undefined || at === undefined || typeof exit !== "string" || !failing(at).includes(exit)) return issue;
    // What fails there is taken up by the rescue flow, or is said in the flow's own words.
    if (isRescued) return [];
    return (graph.settings?.failure_message ?? "").trim() === "" ? unrescued(at, exit) : issue;
  });
  return secrets === undefined ? issues : [...issues, ...[...ready.values()].flatMap((each) => secretIssues(each, secrets))];
}

/** Triggers that say that other flows begin this one, where none does. */
const uncalledIssues = ({ triggers = [] }: FlowGraph): Issue[] =>
  triggers.flatMap(({ id, type }) => {
    const message = "A trigger says that another flow begins this one, and no published flow does.";
    return type === "flow" ? flowIssue({ severity: "warning", code: "trigger_without_flow", field: `triggers.${id}`, message }) : [];
  });

const failing = ({ type, config }: ReadyNode): readonly string[] => type.failing?.(config) ?? [];

function unrescued(ready: ReadyNode, exit: string): Issue {
  const { node } = ready;
  const message = `After "${node.name}", the exit "${exitLabel(ready, exit) ?? exit}" leads nowhere, and the channel has no rescue flow: whoever fails there is left without an answer.`;
  return nodeIssue(node, { severity: "warning", code: "unrescued_exit", message, params: { exit } });
}

function secretIssues({ node, type, config }: ReadyNode, known: NonNullable<Surroundings["secrets"]>): Issue[] {
  const address = addressOf(type, config);
  return Object.entries(type.templates(config)).flatMap(([field, text]) =>
    secretsIn(text).flatMap((secret) => {
      const found = known.find(({ name }) => name === secret);
      const where = `"${node.name}", ${field}`;
      if (found === undefined)
        return nodeIssue(node, {
          ...{ severity: "warning", code: "unknown_secret", field, params: { secret } },
          message: `${where}: there is no secret called "${secret}".`,
        });
      if (address === null || mayGoTo(found.hosts, address)) return [];
      return nodeIssue(node, {
        ...{ severity: "warning", code: "secret_elsewhere", field, params: { secret, host: address.host } },
        message: `${where}: the secret "${secret}" may not go to ${address.host}; look at its hosts in the settings.`,
      });
    }),
  );
}

/** Where the node calls, as far as its author wrote it out; null where a value decides. */
function addressOf(type: NodeType, config: unknown): URL | null {
  const written = /^\s*https?:\/\/[^/?#{}\s]+(?=[/?#]|\s*$)/i.exec(type.goesTo?.(config) ?? "")?.[0];
  return written === undefined ? null : URL.parse(written);
}

/** A text that cannot be read has its own issue. */
function secretsIn(text: string): readonly string[] {
  try {
    return parseTemplate(text).secrets;
  } catch {
    return [];
  }
}
