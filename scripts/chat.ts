import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { parseEnv, SettingsError } from "#server/platform/env";
import { readPhone } from "#server/platform/phone-number";
import { ChatError, openChat, replyText, type Chat } from "./chat-api.ts";
import { loadDotEnv } from "./local-database.ts";

/**
 * `npm run chat`: a conversation with the default flow from the terminal, through the real path. Needs `npm start` in
 * another terminal. With lines on standard input it answers each before it takes the next; `--once` says one thing.
 */
const USAGE = 'npm run chat -- [--phone "+55 11 99999-0000"] [--name Ana] [--once "oi"]';
const LOOK_EVERY_MS = 150;
/** A worker that says nothing for so long is not there. */
const PATIENCE_MS = 30_000;
/** Delays of flows are waited for in scripts, but not for ever. */
const MAX_DELAY_MS = 90_000;

const { values: options } = parseArgs({
  options: { phone: { type: "string", default: "+55 11 98765-4321" }, name: { type: "string", default: "Ana" }, once: { type: "string" } },
});

const interactive = process.stdin.isTTY && process.stdout.isTTY && options.once === undefined;
const paint = (code: number, text: string) => (process.stdout.isTTY ? `\x1b[${code}m${text}\x1b[0m` : text);

try {
  loadDotEnv();
  const settings = parseEnv(process.env);
  const phone = readPhone(options.phone, settings.WORKFLOW_DEFAULT_COUNTRY ?? null);
  if (phone?.certain !== true) throw new ChatError(`--phone ${options.phone} is no phone number with its country code.\n${USAGE}`);
  const chat = await openChat(settings, { phone: phone.waId, name: options.name });
  if (options.once !== undefined) await exchange(chat, options.once);
  else if (interactive) await converse(chat);
  else for await (const line of createInterface({ input: process.stdin })) if (line.trim() !== "") await exchange(chat, line);
} catch (error) {
  if (!(error instanceof ChatError) && !(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Says one thing, prints what comes back until nothing more does. */
async function exchange(chat: Chat, text: string): Promise<void> {
  console.log(`${paint(2, "you  >")} ${text}`);
  await chat.say(text);
  const startedAt = Date.now();
  for (;;) {
    const state = await chat.state();
    for (const reply of await chat.replies()) print(replyText(reply), reply.status);
    if (state === "quiet") return;
    const waited = Date.now() - startedAt;
    if (state === "busy" && waited > PATIENCE_MS)
      throw new ChatError("No answer within 30 s. Is the worker running? `npm start` shows what it says.");
    if (waited > MAX_DELAY_MS) return console.log(paint(2, "       (more comes later: the flow waits for a timer)"));
    await sleep(LOOK_EVERY_MS);
  }
}

async function converse(chat: Chat): Promise<void> {
  console.log(paint(2, `You are ${options.name}, ${options.phone}, on the simulated number: nothing leaves for WhatsApp. Ctrl-D ends.`));
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: `${paint(2, "you  >")} ` });
  const closed = new AbortController();
  terminal.on("close", () => closed.abort());
  terminal.on("line", (line) => {
    terminal.prompt();
    if (line.trim() !== "") chat.say(line).catch((error: unknown) => announce(String(error instanceof Error ? error.message : error)));
  });
  // What is being typed stays below what arrives.
  const announce = (text: string) => {
    process.stdout.write("\r\x1b[K");
    console.log(text);
    terminal.prompt(true);
  };
  terminal.prompt();
  try {
    while (!closed.signal.aborted) {
      const replies = await chat.replies();
      if (replies.length > 0) {
        process.stdout.write("\r\x1b[K");
        for (const reply of replies) print(replyText(reply), reply.status);
        terminal.prompt(true);
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: closed.signal }).catch(() => {});
    }
  } finally {
    terminal.close();
    console.log();
  }
}

function print(text: string, status: string): void {
  const [first = "", ...rest] = text.split("\n");
  const note = status === "failed" || status === "unknown" ? paint(31, ` (${status})`) : "";
  console.log(`${paint(32, "siga >")} ${[first, ...rest.map((line) => (line === "" ? "" : `       ${line}`))].join("\n")}${note}`);
}
