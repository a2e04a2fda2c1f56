/** Answers that come in pieces although none were asked for: events of a server (SSE), or a line of JSON each. */
import type { Context, Json } from "../../engine/types.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../../json/read-json.ts";

export function isStream(type: string, text: string): boolean {
  return /event-stream|ndjson|jsonl/i.test(type) || /^(data|event|id|retry)?:/.test(text) || /^\{.*\}\r?\n\{/.test(text);
}

/** One completion made of the pieces, or the error among them; undefined where no piece can be read. */
export function completionOfStream(text: string): unknown {
  const pieces = piecesOf(text);
  const error = pieces.find((piece) => isObject(piece["error"]) || typeof piece["error"] === "string" || piece["type"] === "error");
  if (error !== undefined) return error;
  // Some services put a whole answer into one event.
  const whole = pieces.find((piece) => isObject(objectOf(listOf(piece["choices"])[0])["message"]));
  if (whole !== undefined) return whole;
  if (pieces.length === 0) return undefined;
  const words = pieces.map(deltaOf).join("");
  const reasoning = pieces.some((piece) => typeof objectOf(firstChoice(piece)["delta"])["reasoning_content"] === "string");
  const finish = pieces
    .map((piece) => firstChoice(piece)["finish_reason"] ?? piece["done_reason"])
    .findLast((reason) => typeof reason === "string");
  const message: Context = { role: "assistant", content: words };
  if (reasoning && words === "") message.reasoning_content = "…";
  return {
    ...lastOf(pieces, "model"),
    ...lastOf(pieces, "usage"),
    choices: [{ index: 0, message, finish_reason: (finish as Json | undefined) ?? null }],
  };
}

const firstChoice = (piece: JsonObject): JsonObject =>
  objectOf(listOf(piece["choices"]).find((choice) => (objectOf(choice)["index"] ?? 0) === 0));

function piecesOf(text: string): JsonObject[] {
  if (!/^(data|event|id|retry)?:/m.test(text)) return text.split(/\r?\n/).flatMap(pieceOf);
  return text.split(/\r?\n\r?\n|\r\r/).flatMap((event) => {
    const lines = event
      .split(/\r?\n|\r/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trim());
    const piece = pieceOf(lines.join("\n"));
    // Where the blank line between two events is missing, each line is one.
    return piece.length > 0 ? piece : lines.flatMap(pieceOf);
  });
}

/** None for a comment that keeps the connection open, and for the last word, [DONE]. */
function pieceOf(data: string): JsonObject[] {
  try {
    const piece = JSON.parse(data) as unknown;
    return isObject(piece) ? [piece] : [];
  } catch {
    return [];
  }
}

/** The words of a piece: OpenAI's, those of a completion of text, of a message in events, of a local server's lines. */
function deltaOf(piece: JsonObject): string {
  const choice = firstChoice(piece);
  const { content } = objectOf(choice["delta"]);
  const given = [content, choice["text"], objectOf(piece["delta"])["text"], objectOf(piece["message"])["content"], piece["response"]];
  if (piece["type"] === "response.output_text.delta") given.push(piece["delta"]);
  const parts = given.flatMap((value) => (Array.isArray(value) ? value : [value]));
  return parts
    .map((part) => (typeof part === "string" ? part : objectOf(part)["type"] === "text" ? objectOf(part)["text"] : ""))
    .filter((word) => typeof word === "string")
    .join("");
}

function lastOf(pieces: readonly JsonObject[], key: string): JsonObject {
  const piece = pieces.findLast((each) => each[key] !== undefined && each[key] !== null);
  return piece === undefined ? {} : { [key]: piece[key] };
}
