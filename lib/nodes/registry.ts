import type { NodeType, NodeTypes } from "../engine/define-node.ts";
import { aiCompletion } from "./ai_completion/node.ts";
import { askContact } from "./ask_contact/node.ts";
import { askLocation } from "./ask_location/node.ts";
import { businessHours } from "./business_hours/node.ts";
import { decision } from "./decision/node.ts";
import { delay } from "./delay/node.ts";
import { end } from "./end/node.ts";
import { httpRequest } from "./http_request/node.ts";
import { randomSplit } from "./random_split/node.ts";
import { react } from "./react/node.ts";
import { sendCarousel } from "./send_carousel/node.ts";
import { sendChoices } from "./send_choices/node.ts";
import { sendContact } from "./send_contact/node.ts";
import { sendForm } from "./send_form/node.ts";
import { sendLink } from "./send_link/node.ts";
import { sendLocation } from "./send_location/node.ts";
import { sendMedia } from "./send_media/node.ts";
import { sendMessage } from "./send_message/node.ts";
import { setContext } from "./set_context/node.ts";
import { startFlow } from "./start_flow/node.ts";
import { switchNode } from "./switch/node.ts";
import { updateContact } from "./update_contact/node.ts";
import { waitForCallback } from "./wait_for_callback/node.ts";
import { waitForInput } from "./wait_for_input/node.ts";

const all: NodeType[] = [
  sendMessage,
  waitForInput,
  sendChoices,
  sendMedia,
  sendForm,
  sendCarousel,
  sendLocation,
  sendContact,
  sendLink,
  react,
  askLocation,
  askContact,
  decision,
  switchNode,
  businessHours,
  randomSplit,
  setContext,
  updateContact,
  aiCompletion,
  httpRequest,
  waitForCallback,
  delay,
  startFlow,
  end,
];

/** Every node type, by its `node_type`, in the order of the palette. */
export const nodeTypes: NodeTypes = new Map(all.map((nodeType) => [nodeType.type, nodeType]));
