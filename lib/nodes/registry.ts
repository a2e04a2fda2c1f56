import type { NodeType, NodeTypes } from "../engine/define-node.ts";
import { aiCompletion } from "./ai_completion/node.ts";
import { decision } from "./decision/node.ts";
import { end } from "./end/node.ts";
import { httpRequest } from "./http_request/node.ts";
import { sendChoices } from "./send_choices/node.ts";
import { sendMessage } from "./send_message/node.ts";
import { waitForInput } from "./wait_for_input/node.ts";

const all: NodeType[] = [sendMessage, waitForInput, sendChoices, decision, aiCompletion, httpRequest, end];

/** Every node type, by its `node_type`, in the order of the palette. */
export const nodeTypes: NodeTypes = new Map(all.map((nodeType) => [nodeType.type, nodeType]));
