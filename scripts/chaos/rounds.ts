import { setTimeout as sleep } from "node:timers/promises";
import type { ChatEntry } from "#lib/meta-emulator/types.ts";
import { CALL_SECONDS, SILENCE_SECONDS } from "./flows.ts";
import { MENU, MORE } from "./flow-parts.ts";
import type { Outside } from "./outside.ts";
import { type Expected, Fault, type Phone, textOf } from "./person.ts";
import { chance, oneOf, type Random } from "./random.ts";

export interface Round {
  phone: Phone;
  random: Random;
  outside: Outside;
  /** One of the audience of the schedule, whose flow asks for silence after it where nothing else is open. */
  isLabelled: boolean;
  n: number;
  menu: ChatEntry;
  /** Those before it. */
  menus: readonly ChatEntry[];
}

/** Taps, or writes the title. */
async function choose({ phone, random }: Round, menu: ChatEntry, title: string): Promise<void> {
  await (chance(random, 0.7) ? phone.tap(menu, title) : phone.say(title.toLowerCase()));
}

/** Chooses this from the menu, or from its second part. */
export async function fromMenu(round: Round, choice: keyof typeof MENU | keyof typeof MORE): Promise<void> {
  if (choice in MENU) return choose(round, round.menu, MENU[choice as keyof typeof MENU]);
  await choose(round, round.menu, MENU.more);
  await fromMore(round, choice as keyof typeof MORE);
}

async function fromMore(round: Round, choice: keyof typeof MORE): Promise<void> {
  await choose(round, await round.phone.hear(`Mais ${round.n}`), MORE[choice]);
}

/** Another flow comes on top of what waits, and goes again. */
export async function askForHelp({ phone, n }: Round): Promise<void> {
  await phone.say(`ajuda ${n}`);
  await phone.hear(`Ajuda? ${n}`);
  await phone.say("não precisa");
  await phone.hear(`De nada ${n}`);
}

/**
 * Says something about when the time for it ends: it is the answer to what is asked then, or comes too late and is one to the menu that
 * follows. Either is right, and not both.
 */
async function race({ phone, random, n }: Round, text: string, seconds: number): Promise<void> {
  await sleep(random() * 1_200 * seconds);
  await phone.sayAndBeHeard(text);
  phone.strays.push(`Como assim? ${n + 1}`);
}

async function goOn({ phone, n }: Round): Promise<Expected[]> {
  await phone.hear(`Adiante? ${n}`);
  await phone.say("vamos");
  return [`Fui ${n}`];
}

/** What is said after one has chosen, in the same conversation; returns what is heard before the next menu. */
export const ROUNDS = {
  async buttons(round) {
    const { phone, random, n } = round;
    await fromMenu(round, "buttons");
    const question = await phone.hear(`Confirma? ${n}`);
    const title = oneOf(random, ["Sim", "Não"]);
    await phone.tap(question, title);
    return [`Confirmado ${n}: ${title}`];
  },
  async ask(round) {
    const { phone, random, n } = round;
    await fromMenu(round, "ask");
    await phone.hear(`Quantos? ${n}`);
    if (chance(random, 0.3)) {
      await phone.say("não sei");
      await phone.hear(`Só números. ${n}`);
    }
    if (chance(random, 0.3)) await askForHelp(round);
    const amount = Math.floor(random() * 1_000);
    await phone.say(String(amount));
    return [`Contado ${n}: ${amount}`];
  },
  async photo(round) {
    const { phone, random, n } = round;
    await fromMenu(round, "photo");
    await phone.hear(`Foto? ${n}`);
    if (chance(random, 0.2)) {
      await phone.say("não tenho");
      await phone.hear(`Uma foto! ${n}`);
    }
    await phone.sendPhoto();
    return [`Foto ${n}`];
  },
  async shop(round) {
    await fromMenu(round, "shop");
    return [new RegExp(`^Pedido ${round.n}: ${round.phone.waId}-${round.n}$`)];
  },
  async pay(round) {
    const { phone, n } = round;
    await fromMenu(round, "pay");
    return [new RegExp(`^(Pago ${n}: ${phone.waId}-${n}|Talvez pago ${n}: (interrupted|timeout|network))$`)];
  },
  /** Another system calls back: before its node is entered, about when its time is over, or never. */
  async calling(round) {
    const { phone, random, outside, n } = round;
    await fromMenu(round, "calling");
    const asked = textOf(await phone.hear(new RegExp(`^Chame ${n} http`)));
    const call = () => outside.callBack(asked.split(" ").at(-1) ?? "", { word: `${phone.waId} ${n}` }, random);
    const called = `Chamado ${n}: ${phone.waId} ${n}`;
    const uncalled = `Sem chamada ${n}`;
    const when = random();
    if (when < 0.4) {
      if ((await call()) === "gone") throw new Fault(`a call for ${asked} was refused before its node was entered`);
      await phone.say("pronto");
      return [called];
    }
    await phone.say("pronto");
    if (when > 0.8) return [uncalled];
    await sleep(random() * 1_200 * CALL_SECONDS);
    return (await call()) === "gone" ? [uncalled] : [new RegExp(`^(${called}|${uncalled})$`)];
  },
  async delay(round) {
    const { phone, random, n } = round;
    await fromMenu(round, "delay");
    await phone.hear(`Espere ${n}`);
    if (chance(random, 0.5)) return [`Voltei ${n}`];
    // On top of what only pauses; or, where the pause is over, of the menu.
    await phone.say(`ajuda ${n}`);
    await phone.hear({ may: `Voltei ${n}` }, { may: `Menu ${n + 1}` }, `Ajuda? ${n}`);
    await phone.say("não precisa");
    await phone.hear(`De nada ${n}`);
    return phone.heard(`Voltei ${n}`) === null ? [`Voltei ${n}`] : [];
  },
  async remind(round) {
    const { phone, random, n } = round;
    await fromMenu(round, "remind");
    const question = `Tem certeza? ${n}`;
    const reminder = { may: `Ainda aí? ${n}` };
    if (chance(random, 0.6)) return [question, reminder, `Tarde ${n}`];
    // What is in doubt is followed by what comes of itself.
    const first = textOf(await phone.hear(new RegExp(`^(Tem certeza\\?|Ainda aí\\?|Tarde) ${n}$`)));
    if (first !== question) phone.missing.push(question);
    if (first === `Tarde ${n}`) return [];
    await race(round, "sim", SILENCE_SECONDS);
    return [reminder, new RegExp(`^(Ouvi|Tarde) ${n}$`)];
  },
  /** A flow within the flow is answered, fails, expires, or either. */
  async child(round) {
    const { phone, random, n } = round;
    await fromMenu(round, "child");
    const [question, bye] = [`Filho? ${n}`, { may: `Filho foi ${n}` }];
    const how = oneOf(random, ["says", "breaks", "expires", "races"]);
    if (how === "expires") return [question, bye, `Filho expirou ${n}`];
    await phone.hear(question);
    if (how === "races") {
      await race(round, "nada", SILENCE_SECONDS);
      return [bye, new RegExp(`^(Filho disse ${n}: nada|Filho expirou ${n})$`)];
    }
    await phone.sayAndBeHeard(how === "says" ? `tudo ${n}` : "quebra");
    phone.strays.push(`Como assim? ${n + 1}`);
    const answered = how === "says" ? `Filho disse ${n}: tudo ${n}` : `Filho quebrou ${n}`;
    // A machine that is slow enough is late for it.
    return [bye, new RegExp(`^(${answered}|Filho expirou ${n})$`)];
  },
  /** To another flow for good, and back for good. */
  async go(round) {
    await fromMenu(round, "go");
    return goOn(round);
  },
  /** A node fails for which no way is drawn: back to what listened last, which asks once more. */
  async stumble(round) {
    const { phone, n } = round;
    await fromMenu(round, "stumble");
    await phone.hear(`Tropecei ${n}`);
    await fromMore(round, "go");
    return goOn(round);
  },
  /** Meta refuses a message for which a way is drawn. */
  async unsent(round) {
    const { phone, n } = round;
    phone.refused.push(`Formulário ${n}`);
    await fromMenu(round, "unsent");
    return [{ rests: `Formulário ${n}` }, `Não saiu ${n}`];
  },
} satisfies Record<string, (round: Round) => Promise<Expected[]>>;

export type Topic = keyof typeof ROUNDS;
