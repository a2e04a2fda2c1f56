import type { ChatEntry } from "#lib/meta-emulator/types.ts";
import { LABELLED, OPT_IN, OPT_OUT } from "./flows.ts";
import { MENU } from "./flow-parts.ts";
import { ANEW } from "./anew.ts";
import type { Outside } from "./outside.ts";
import type { Phone } from "./person.ts";
import { chance, oneOf, type Random } from "./random.ts";
import { askForHelp, type Round, ROUNDS, type Topic } from "./rounds.ts";

interface StoryOptions {
  phone: Phone;
  random: Random;
  rounds: number;
  outside: Outside;
  /** The first menu has come, or a round is over. */
  onRound(): void;
}

/** Talks with the flow for some rounds and takes its leave: knows at each moment what must come next, and what must not. */
export async function tell({ phone, random, rounds, outside, onRound }: StoryOptions): Promise<void> {
  const isLabelled = chance(random, 0.5);
  await phone.say(isLabelled ? `${LABELLED} 1` : "oi 1");
  let menu = await phone.hear("Menu 1");
  onRound();
  const menus: ChatEntry[] = [];
  // A node takes one call in an execution.
  let called = false;
  const topics: readonly (Topic | keyof typeof ANEW)[] = [
    ...(Object.keys(ROUNDS) as Topic[]),
    // Who is not on WhatsApp would miss what the schedule says, too.
    ...(Object.keys(ANEW) as (keyof typeof ANEW)[]).filter((topic) => !isLabelled || topic !== "leaveWhatsApp"),
  ];
  for (let n = 1; n < rounds; n += 1) {
    const topic = oneOf(
      random,
      topics.filter((each) => !called || each !== "calling"),
    );
    const round: Round = { phone, random, outside, isLabelled, n, menu, menus: [...menus] };
    menus.push(menu);
    await beforehand(round);
    const before = topic in ANEW ? await ANEW[topic as keyof typeof ANEW](round) : await ROUNDS[topic as Topic](round);
    called = topic in ANEW ? false : called || topic === "calling";
    menu = phone.heard(`Menu ${n + 1}`) ?? (await phone.hear(...before, `Menu ${n + 1}`));
    onRound();
  }
  await phone.tap(menu, MENU.bye);
  await phone.hear(`Até logo ${rounds}`);
  phone.lives.push("main completed");
  // It belongs to what is over, and begins nothing.
  if (chance(random, 0.5)) await phone.sayAndBeHeard("obrigado");
  onRound();
}

/** What leaves the menu open, so that no schedule is refused meanwhile: help, a word from another system, words of consent, noise. */
async function beforehand(round: Round): Promise<void> {
  const { phone, random, outside, isLabelled, n, menus } = round;
  const [older] = menus;
  const what = random();
  if (what < 0.08) await askForHelp(round);
  else if (what < 0.16) {
    await outside.start("notice", phone.waId, { n });
    await phone.hear(`Aviso ${n}`);
  } else if (what < 0.24 && !isLabelled) {
    await phone.say(OPT_OUT.word);
    await phone.hear(OPT_OUT.reply);
    if (chance(random, 0.5)) await outside.beRefused("notice", phone.waId, { n });
    // By either they may be answered again.
    const isIn = chance(random, 0.5);
    await phone.say(isIn ? OPT_IN.word : "xyz");
    await phone.hear(isIn ? OPT_IN.reply : `Como assim? ${n}`);
  } else if (what < 0.32 && older !== undefined) {
    await phone.tap(older, oneOf(random, Object.values(MENU)));
    await phone.hear(`Como assim? ${n}`);
  } else if (what < 0.4) {
    await phone.say("xyz");
    await phone.hear(`Como assim? ${n}`);
  }
}
