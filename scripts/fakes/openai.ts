import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

interface AiCallRecord {
  at: number;
  authorization: string;
  body: { model?: string; messages?: { role: string; content: string }[] } & Record<string, unknown>;
  /** The words of the last message. */
  prompt: string;
}

/**
 * A text is a good response; `status` an error; `written` whatever is written, of that type; `hang` none at all; `garbage` no JSON; `huge`
 * far more than anyone asked for.
 */
export type FakeAiReply =
  | string
  | { status: number; body?: unknown }
  | { raw: unknown }
  | { written: string; type?: string; status?: number }
  | "hang:"
  | "garbage:"
  | "huge:";

interface FakeOpenAiOptions {
  latencyMs?: number;
  /** Echoes the prompt unless told. */
  answer?: (call: AiCallRecord, index: number) => FakeAiReply;
}

export interface FakeOpenAi {
  /** For WORKFLOW_OPENAI_API_BASE. */
  url: string;
  calls: AiCallRecord[];
  options: FakeOpenAiOptions;
  close(): Promise<void>;
}

/** A chat completions endpoint over real HTTP. */
export async function startFakeOpenAi(options: FakeOpenAiOptions = {}): Promise<FakeOpenAi> {
  const calls: AiCallRecord[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as AiCallRecord["body"];
      const call = {
        at: Date.now(),
        authorization: request.headers.authorization ?? "",
        body,
        prompt: body.messages?.at(-1)?.content ?? "",
      };
      calls.push(call);
      const answer = fake.options.answer?.(call, calls.length - 1) ?? `resposta: ${call.prompt}`;
      setTimeout(() => {
        if (answer === "hang:") return;
        const { status, text, type = "application/json" } = render(answer, String(body.model));
        response.writeHead(status, { "content-type": type }).end(text);
      }, fake.options.latencyMs ?? 0);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const fake: FakeOpenAi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    options,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

function render(answer: Exclude<FakeAiReply, "hang:">, model: string): { status: number; text: string; type?: string } {
  if (answer === "garbage:") return { status: 200, text: "<html>{{{" };
  if (typeof answer === "string") return { status: 200, text: completion(answer === "huge:" ? "x".repeat(5_000_000) : answer, model) };
  if (typeof answer === "object" && "written" in answer)
    return { status: answer.status ?? 200, text: answer.written, ...(answer.type === undefined ? {} : { type: answer.type }) };
  if ("raw" in answer) return { status: 200, text: JSON.stringify(answer.raw) };
  return { status: answer.status, text: JSON.stringify(answer.body ?? { error: { message: "refused", code: "refused" } }) };
}

function completion(content: string, model: string): string {
  return JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  });
}
