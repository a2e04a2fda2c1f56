/**
 * The one reader of what a language model's service answers: status, type and body as they came. Services that call themselves
 * compatible answer in many shapes; what can be read is read, what is an error is that error whatever status it came with, and all else
 * is told in a sentence that says what came and where to look. No sentence repeats the service's words: they may hold the prompt or a key.
 */
import { isObject, type JsonObject, listOf, objectOf } from "../../json/read-json.ts";
import { errorIn, type ServiceError } from "./service-error.ts";
import { completionOfStream, isStream } from "./read-stream.ts";
import { withoutThinking } from "./thinking.ts";

export interface RawAnswer {
  status: number;
  /** The header `content-type`; "" without one. */
  type: string;
  body: string;
  /** The body was longer than anybody reads. */
  truncated?: boolean;
}

interface AnswerFailure {
  kind: "failure";
  /** Stable, for the flow's author: `<key>_error.code`. */
  code: string;
  /** What came, and what to look at. */
  error: string;
}

export interface AnswerText {
  kind: "text";
  /** Cleaned and trimmed. */
  text: string;
  /** The model that the service names, if it does. */
  model: string | null;
  usage: JsonObject | null;
  /** The answer as JSON; of a stream, what its pieces make. */
  completion: unknown;
}

export type Answer = AnswerText | AnswerFailure | ServiceError;

export function readAnswer(answer: RawAnswer): Answer {
  const completion = jsonOf(answer);
  const error = errorIn(answer.status, completion);
  if (error !== null) return error;
  if (!isObject(completion)) return notACompletion(answer, completion);
  const written = textIn(completion);
  if (written === null) return withoutText(completion) ?? notACompletion(answer, completion);
  const { text, thought } = withoutThinking(written);
  const cut = finishOf(completion);
  if (/content_?filter|safety|prohibited/i.test(cut)) return failure("content_filter", FILTERED);
  if (text === "") return thought ? onlyThinking(cut) : (withoutText(completion) ?? failure("no_text", "the model's answer holds no text"));
  const { model, usage } = completion;
  return { kind: "text", text, model: typeof model === "string" ? model : null, usage: isObject(usage) ? usage : null, completion };
}

const FILTERED =
  "the AI service's content filter stopped the answer: look at the question, the system prompt and the service's filter settings";

const failure = (code: string, error: string): AnswerFailure => ({ kind: "failure", code, error });

/** JSON, a stream of it, JSON written into a text, or one answer alone in a list; undefined for what is none. */
function jsonOf({ type, body }: RawAnswer): unknown {
  const text = body.replace(/^\ufeff/, "").trim();
  if (isStream(type, text)) return completionOfStream(text);
  const parsed = parse(text);
  const value = typeof parsed === "string" ? (parse(parsed) ?? parsed) : parsed;
  return Array.isArray(value) && value.length === 1 && isObject(value[0]) ? value[0] : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where each kind of service keeps its words; null where there is no place for any. */
function textIn(completion: JsonObject): string | null {
  const choices = listOf(completion["choices"]).map(objectOf);
  const texts = choices.map((choice) => {
    const message = objectOf(choice["message"] ?? choice["delta"]);
    return textOfContent(message["content"]) ?? textOfContent(choice["text"]);
  });
  const chosen = texts.find((text) => text !== null && text.trim() !== "") ?? texts.find((text) => text !== null);
  if (chosen !== undefined) return chosen;
  if (choices.length > 0) return null;
  const candidates = listOf(completion["candidates"]).map((candidate) => objectOf(objectOf(candidate)["content"])["parts"]);
  const places = [
    objectOf(completion["message"])["content"],
    completion["output_text"],
    listOf(completion["output"]).flatMap((item) => listOf(objectOf(item)["content"])),
    completion["content"],
    candidates[0],
    completion["response"],
    completion["generated_text"],
  ];
  for (const place of places) {
    const text = Array.isArray(place) && place.length === 0 ? null : textOfContent(place);
    if (text !== null) return text;
  }
  return null;
}

/** A text, or the texts among parts: parts of other kinds (thoughts, pictures, calls of tools) are passed over. */
function textOfContent(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (isObject(content)) return textOfPart(content);
  if (!Array.isArray(content)) return null;
  return content.map((part) => textOfPart(part) ?? "").join("");
}

function textOfPart(part: unknown): string | null {
  if (typeof part === "string") return part;
  const { type, text, thought } = objectOf(part);
  if (thought === true || (type !== undefined && type !== "text" && type !== "output_text")) return null;
  const value = isObject(text) ? text["value"] : text;
  return typeof value === "string" ? value : null;
}

/** Why the model stopped, in any service's words; "" where it does not say. */
function finishOf(completion: JsonObject): string {
  const first = objectOf(listOf(completion["choices"])[0] ?? listOf(completion["candidates"])[0]);
  const reason = first["finish_reason"] ?? first["finishReason"] ?? completion["stop_reason"] ?? completion["done_reason"];
  return typeof reason === "string" ? reason : "";
}

const isLimit = (finish: string) => /length|max_tokens/i.test(finish);

function onlyThinking(finish: string): AnswerFailure {
  const why = isLimit(finish) ? "it used up max_tokens before it came to its answer" : "nothing came after it";
  return failure("only_thinking", `only the model's thinking came, and ${why}: raise max_tokens, or let the model think less`);
}

/** A completion all right, and no words in it; null for what is none. */
function withoutText(completion: JsonObject): AnswerFailure | null {
  const choice = objectOf(listOf(completion["choices"])[0]);
  const message = objectOf(choice["message"] ?? choice["delta"]);
  const finish = finishOf(completion);
  if (/content_?filter|safety|prohibited/i.test(finish)) return failure("content_filter", FILTERED);
  if (isRefusal(message)) return failure("refused", "the model refused to answer: look at the question and the system prompt");
  if (listOf(message["tool_calls"]).length > 0 || isObject(message["function_call"]) || finish === "tool_calls")
    return failure("no_text", "the model called a tool instead of answering, and a flow offers none: take `tools` out of extra_body");
  if (["reasoning_content", "reasoning", "thinking"].some((key) => typeof message[key] === "string" && message[key] !== ""))
    return onlyThinking(finish);
  if (isLimit(finish)) return failure("no_text", "max_tokens was used up before a word of the answer came: raise it");
  return Object.hasOwn(completion, "choices") ? failure("no_text", "the model's answer holds no text") : null;
}

const isRefusal = ({ refusal, content }: JsonObject): boolean =>
  (typeof refusal === "string" && refusal !== "") || listOf(content).some((part) => objectOf(part)["type"] === "refusal");

function notACompletion({ status, type, body, truncated }: RawAnswer, parsed: unknown): AnswerFailure {
  const told = `HTTP ${status}, ${type === "" ? "no content type" : (type.split(";")[0]?.slice(0, 60) ?? "")}`;
  const text = body.trim();
  const look = "look at WORKFLOW_OPENAI_API_BASE: it is the address before /chat/completions, and mostly ends in /v1";
  if (truncated === true) return failure("not_a_completion", `far more than an answer came (${told}): ${look}`);
  if (text === "")
    return failure("empty_answer", `nothing came (${told}, no body): look at the AI service's own log and at the proxy in between`);
  if (isPage(type, text)) return failure("not_a_completion", `a web page came instead of an answer (${told}): ${look}`);
  if (isObject(parsed)) return failure("not_a_completion", `JSON of another kind came (${told}), with ${keysOf(parsed)}: ${look}`);
  if (parsed !== undefined) return failure("not_a_completion", `JSON came that is no completion (${told}): ${look}`);
  return failure("not_a_completion", `text that is no JSON came (${told}, ${text.length} characters): ${look}`);
}

const isPage = (type: string, text: string) => type.includes("html") || /^<(!doctype|html|head|body)/i.test(text);

/** Names alone, and only such as are names. */
function keysOf(value: JsonObject): string {
  const keys = Object.keys(value).filter((key) => /^\w{1,32}$/.test(key));
  return keys.length === 0 ? "nothing in it" : `the fields ${keys.slice(0, 6).join(", ")}`;
}
