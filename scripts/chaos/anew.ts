import { setTimeout as sleep } from "node:timers/promises";
import { SILENCE_SECONDS } from "./flows.ts";
import { type Expected, textOf } from "./person.ts";
import { chance } from "./random.ts";
import { fromMenu, type Round } from "./rounds.ts";

/** With these words the menu begins anew, whatever is open and whatever came before. */
const again = ({ phone, n }: Round): Promise<void> => phone.say(`recomeçar ${n + 1}`);

/** The rescue flow has begun, once, for a conversation that failed. */
const rescued = (code: string): RegExp => new RegExp(`^Resgate ${code} \\d+$`);

/** What ends the conversation and leads to a new one; returns what is heard before that one's menu. */
export const ANEW = {
  /** In its place, by a word. */
  async restart(round) {
    await again(round);
    round.phone.lives.push("main cancelled");
    return [];
  },
  /** In its place, by another system. */
  async restartByApi({ phone, outside, n }) {
    await outside.start("main", phone.waId, { n: n + 1 });
    phone.lives.push("main cancelled");
    return [];
  },
  /** By a word that leaves; thanks after it begin nothing. */
  async leave(round) {
    const { phone, random, n } = round;
    await phone.say("sair");
    await phone.hear(`Saiu ${n}`);
    phone.lives.push("main cancelled");
    if (chance(random, 0.7)) await phone.sayAndBeHeard("valeu");
    await again(round);
    return [];
  },
  /** It fails for good. */
  async fail(round) {
    const { phone } = round;
    await fromMenu(round, "there");
    await phone.hear(rescued("visits_without_waiting"));
    phone.lives.push("main failed", "rescue cancelled");
    await again(round);
    return [];
  },
  /** Meta refuses a message for which no way is drawn. */
  async refuse(round) {
    const { phone, n } = round;
    phone.refused.push(`Formulário ${n}`);
    await fromMenu(round, "refused");
    await phone.hear({ rests: `Formulário ${n}` }, rescued("message_refused"));
    phone.lives.push("main failed", "rescue cancelled");
    await again(round);
    return [];
  },
  /** What is taken fails then, and so does what the rescue flow says: nobody answers, and that is to be seen. */
  async leaveWhatsApp(round) {
    const { phone, n } = round;
    await phone.beOnWhatsApp(false);
    await phone.say("xyz");
    await phone.hear(`Como assim? ${n}`, { rests: `Como assim? ${n}` }, rescued("message_refused"));
    phone.lives.push("main failed", "rescue cancelled");
    await phone.beListed();
    await phone.beOnWhatsApp(true);
    await again(round);
    return [];
  },
  /** Another flow in its place, which expires; or is answered at about that time. */
  async sleep(round) {
    const { phone, random, isLabelled, n } = round;
    await phone.say(`soneca ${n}`);
    phone.lives.push("main cancelled");
    await phone.hear(`Dorme? ${n}`);
    const asleep = `Adormeceu ${n}`;
    if (isLabelled || chance(random, 0.5)) {
      await phone.hear(asleep);
      phone.lives.push("sleep expired");
      await again(round);
      return [];
    }
    await sleep(random() * 1_200 * SILENCE_SECONDS);
    // What comes too late begins the channel's flow: nothing asks for silence after what expired.
    await phone.sayAndBeHeard(`acordei ${n + 1}`);
    const heard = textOf(await phone.hear(new RegExp(`^(Acordou|Adormeceu) ${n}$|^Menu ${n + 1}$`)));
    const isAwake = heard === `Acordou ${n}`;
    if (heard === `Menu ${n + 1}`) phone.missing.push(asleep);
    phone.lives.push(isAwake ? "sleep completed" : "sleep expired");
    if (isAwake) await again(round);
    return [];
  },
} satisfies Record<string, (round: Round) => Promise<Expected[]>>;
