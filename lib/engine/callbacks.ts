import type { CallbackAddresses, Frame } from "./types.ts";
import { sha256 } from "./values/sha256.ts";

/** The execution's part of its nonce; the rest of that nobody outside may know. */
export const executionPart = (nonce: string): string => nonce.split("_")[0] ?? "";

/** How a node is named where another system's calls are kept: that of another flow's frame has its version before it. */
export const addressName = (version: number | undefined, nodeId: string): string =>
  version === undefined ? nodeId : `${version}/${nodeId}`;

/** The address of the node at which this frame is. */
export const addressOfFrame = ({ flow, nodeId }: Pick<Frame, "flow" | "nodeId">): string => addressName(flow?.flowVersionId, nodeId ?? "");

/** `1f.<64 digits>`: the execution, and what only its key and the node make. */
export const callbackToken = ({ execution, key, version }: Omit<CallbackAddresses, "base">, nodeId: string): string =>
  `${execution}.${sha256(`${key} ${addressName(version, nodeId)}`)}`;

const TOKEN = /^([0-9a-z]{1,13})\.[0-9a-f]{64}$/;

/** The id of the execution that a token names; null for what is no token. */
export function executionOfToken(token: string): number | null {
  const id = parseInt(TOKEN.exec(token)?.[1] ?? "", 36);
  return Number.isSafeInteger(id) ? id : null;
}

/** Where there is no execution, such as while a text is being written. */
const SAMPLE = "https://siga.example/callback/";

export function callbackUrl(addresses: CallbackAddresses | null, nodeId: string): string {
  return addresses === null ? `${SAMPLE}${encodeURIComponent(nodeId)}` : `${addresses.base}${callbackToken(addresses, nodeId)}`;
}
