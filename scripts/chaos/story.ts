import { setTimeout as sleep } from "node:timers/promises";
import type { ChatEntry } from "#lib/meta-emulator/types.ts";
import { SILENCE_SECONDS, TITLES, type Topic, TOPICS } from "./flow.ts";
import { type Expected, Fault, type Phone, textOf } from "./person.ts";
import { chance, oneOf, type Random } from "./random.ts";

interface StoryOptions {
  phone: Phone;
  random: Random;
  rounds: number;
  /** Another system calls back, until it is told that it was heard. */
  callBack(url: string, body: object): Promise<void>;
  /** A round is over. */
  onRound(): void;
}

/** Talks with the flow for some rounds and takes its leave: knows at each moment what must come next, and what must not. */
export async function tell({ phone, random, rounds, callBack, onRound }: StoryOptions): Promise<void> {
  const middle = TOPICS.filter((topic) => topic !== "bye");
  await phone.say("oi");
  let menu = await phone.hear("Menu 1");
  const menus: ChatEntry[] = [];
  // A node takes one call in an execution.
  let called = false;
  for (let n = 1; n < rounds; n += 1) {
    const topic: Topic =
      n === rounds - 1 && chance(random, 0.3) ? "remind" : oneOf(random, called ? middle.filter((each) => each !== "call") : middle);
    called ||= topic === "call";
    menus.push(menu);
    await choose(phone, random, menu, menus, topic, n);
    const isLast = n === rounds - 1;
    const before = await BRANCHES[topic]({ phone, random, n, callBack, isLast });
    menu = phone.latest(`Menu ${n + 1}`) ?? (await phone.hear(...before, `Menu ${n + 1}`));
    onRound();
  }
  const stray = phone.mayFollow.length > 0;
  if (stray) await sleep(2_000);
  await phone.tap(menu, TITLES.bye);
  await phone.hear(...phone.mayFollow.map((may) => ({ may })), `Até logo ${rounds}`);
  // What came after the end begins a conversation anew.
  if (stray) phone.mayFollow.push("Menu 1");
  onRound();
}

/** Taps, writes the title, taps an older menu first, or says something else first. */
async function choose(phone: Phone, random: Random, menu: ChatEntry, menus: readonly ChatEntry[], topic: Topic, n: number): Promise<void> {
  let current = menu;
  const [older] = menus;
  if (older !== undefined && older !== menu && chance(random, 0.1)) {
    await phone.tap(older, TITLES[oneOf(random, TOPICS)]);
    current = await phone.hear(`Como assim? ${n}`);
  } else if (chance(random, 0.15)) {
    await phone.say("xyz");
    current = await phone.hear(`Como assim? ${n}`);
  }
  await (chance(random, 0.7) ? phone.tap(current, TITLES[topic]) : phone.say(TITLES[topic].toLowerCase()));
}

interface Round extends Pick<StoryOptions, "phone" | "random" | "callBack"> {
  n: number;
  isLast: boolean;
}

/** What is said in each branch; returns what is heard before the next menu. */
const BRANCHES: Readonly<Record<Topic, (round: Round) => Promise<Expected[]>>> = {
  async buttons({ phone, random, n }) {
    const question = await phone.hear(`Confirma? ${n}`);
    const title = oneOf(random, ["Sim", "Não"]);
    await phone.tap(question, title);
    return [`Confirmado ${n}: ${title}`];
  },
  async ask({ phone, random, n }) {
    await phone.hear(`Quantos? ${n}`);
    if (chance(random, 0.3)) {
      await phone.say("não sei");
      await phone.hear(`Só números. ${n}`);
    }
    const amount = Math.floor(random() * 1_000);
    await phone.say(String(amount));
    return [`Contado ${n}: ${amount}`];
  },
  async photo({ phone, random, n }) {
    await phone.hear(`Foto? ${n}`);
    if (chance(random, 0.2)) {
      await phone.say("não tenho");
      await phone.hear(`Uma foto! ${n}`);
    }
    await phone.sendPhoto();
    return [`Foto ${n}`];
  },
  shop: async ({ n, phone }) => [new RegExp(`^Pedido ${n}: ${phone.waId}-${n}$`)],
  pay: async ({ n, phone }) => [new RegExp(`^(Pago ${n}: ${phone.waId}-${n}|Talvez pago ${n}: (interrupted|timeout|network))$`)],
  async call({ phone, n, callBack }) {
    const url =
      textOf(await phone.hear(new RegExp(`^Chame ${n} http`)))
        .split(" ")
        .at(-1) ?? "";
    await callBack(url, { word: `${phone.waId} ${n}` });
    return [`Chamado ${n}: ${phone.waId} ${n}`];
  },
  delay: async ({ n }) => [`Espere ${n}`, `Voltei ${n}`],
  async remind({ phone, random, n, isLast }) {
    const question = `Tem certeza? ${n}`;
    const reminder = { may: `Ainda aí? ${n}` };
    if (!isLast) return [question, reminder, `Tarde ${n}`];
    // What is in doubt is followed by what comes of itself.
    const first = textOf(await phone.hear(new RegExp(`^(Tem certeza|Ainda aí|Tarde)\\b.* ${n}$`)));
    if (first !== question) phone.missing.push(question);
    if (first === `Tarde ${n}`) return [];
    // Races with the end of its time: either is right, and not both. An answer that comes late is one to whatever is asked then.
    await sleep(random() * 1_200 * SILENCE_SECONDS);
    await phone.say("sim");
    await phone.hear(reminder, new RegExp(`^(Ouvi|Tarde) ${n}$`), `Menu ${n + 1}`);
    if (!phone.chat().includes(`Ouvi ${n}`)) phone.mayFollow.push(`Como assim? ${n + 1}`);
    return [];
  },
  bye: () => Promise.reject(new Fault("nobody takes their leave in the middle")),
};
