import type { Json } from "../types.ts";
import { wordsOf } from "./answer.ts";
import { fold } from "./normal-text.ts";

/**
 * Whether a whole message says yes or no, in Portuguese, English or Spanish. A word of these is no answer inside a sentence; what says
 * both, doubts ("sim, mas…", "sim ou não") or asks ("sim?") says neither.
 */

const YES = setOf(
  "s|sim|ss|si|claro|claro que sim|sim claro|com certeza|certeza|certo|certinho|isso|isso mesmo|isso ai|exato|exatamente|correto|positivo|confirmo|" +
    "confirmado|confirmar|sim confirmo|aceito|concordo|quero|quero sim|sim quero|eu quero|pode|pode ser|pode sim|sim pode|ok|okay|okey|blz|beleza|" +
    "e sim|e isso|e isso mesmo|e isso ai|e claro|com ctz|" +
    "aham|uhum|ta|ta bom|ta certo|esta bem|esta certo|tudo bem|tudo certo|perfeito|otimo|fechado|combinado|bora|vamos|logico|obvio|joia|topo|" +
    "eh|e sim|eh sim|ahan|arra|uhun|fechou|show|ctz|vdd|verdade|e verdade|verdadeiro|true|sem duvida|sem duvida nenhuma|sem duvidas|sem problema|" +
    "sem problemas|obviamente|evidentemente|certamente|afirmativo|com prazer|de boa|tranquilo|pode crer|demorou|partiu|acho que sim|creio que sim|" +
    "acredito que sim|tenho|sou|estou|to|ja|vou|posso|podemos|consigo|gostaria|preciso|tenho sim|sou sim|estou sim|to sim|ja sim|vou sim|" +
    "posso sim|podemos sim|consigo sim|gostaria sim|preciso sim|aceito sim|concordo sim|sm|sin|" +
    "y|ye|yes|yep|yeah|yup|sure|of course|right|correct|absolutely|definitely|confirm|i do|i agree|agreed|por supuesto|vale|de acuerdo|" +
    "autorizo|autorizado|autorizo sim|de acordo|estou de acordo|to de acordo|li e aceito|li e concordo|sou eu|sou eu mesmo|sou eu mesma|sou eu sim|" +
    "ta otimo|esta otimo|pode ser sim|com toda certeza|com certeza absoluta|certeza que sim|ah sim|qro|qro sim|" +
    "👍|✅|✔|👌|🆗|☑|💯",
);
const NO = setOf(
  "n|nao|nn|nao quero|n quero|claro que nao|agora nao|ainda nao|hoje nao|isso nao|por enquanto nao|de jeito nenhum|de modo algum|negativo|nunca|" +
    "nem pensar|nada|jamais|nao mesmo|nao vou|nao posso|nao aceito|nao concordo|nao confirmo|nao precisa|nao e isso|nao esta certo|nao ta certo|" +
    "naum|acho que nao|creio que nao|acredito que nao|prefiro nao|prefiro que nao|melhor nao|quero nao|quero nada|de forma alguma|" +
    "de forma nenhuma|de maneira alguma|de maneira nenhuma|nem a pau|nem morto|discordo|nada disso|nem|nao tenho|tenho nao|nao sou|sou nao|" +
    "nao estou|nao to|nao gostaria|nao preciso|nao consigo|infelizmente nao|ainda n|agora n|hj nao|nao da|falso|false|nao senhor|nao senhora|" +
    "nao autorizo|nao estou de acordo|nao sou eu|claro que n|claro q nao|sem chance|nao vai dar|nao rola|nao poderei|nao qro|n qro|ah nao|" +
    "certeza que nao|errado|incorreto|recuso|dispenso|no|nope|nah|not now|never|not really|no way|of course not|i do not|i don t|don t|wrong|👎|❌|✖|🚫|🙅",
);
/** A message that begins with one of these agrees, whatever follows: "sim quero marcar". */
const YES_BEFORE_MORE = setOf("sim|yes|yep|yeah|claro|aham|uhum");
/** After a yes these take it back or leave it open. */
const TAKES_BACK = / (?:nao|n|nn|nunca|jamais|nem|sem|no|not|never|don|mas|porem|but|pero|ou|or|talvez|maybe|depende|👎|❌|✖|🚫|🙅) /u;
const TAKES_NO_BACK = / (?:sim|s|si|yes|yep|yeah|claro|quero|ok|pode|ou|or|talvez|maybe|depende|👍|✅|✔|👌|🆗|☑|💯) /u;
/** "Não, não quero": what is denied takes nothing back. */
const NEGATED_WORD = / (?:nao|n|nem|nunca|not|never|don t) [^ ]+(?= )/gu;
/** "É." is a yes; without its accent it is "and". */
const IS = /^[\s"“*_]*é+[\s.!"”*_]*$/iu;
/** "Eu aceito", "eu não quero". */
const SPEAKER = /^ (?:eu|i) (?=\S)/u;
/** "Não quero não", "num quero não": Brazilians deny twice. */
const DENIED_TWICE = /^(?:nao|n|num) (?<denied>.+) (?:nao|n)$/u;
/** What people add out of politeness. */
const POLITE =
  / (?:por favor|pfv|pf|porfavor|por gentileza|please|pls|bom dia|boa tarde|boa noite|oi|ola|opa|obrigad[oa]|obg|brigad[oa]|valeu|muito|mt|gracias|thanks|thank you|senhor|senhora|moc[oa]|amig[oa])(?= )/gu;
const LONGEST = 200;

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split("|"));
}

/** Null for what says neither, or is no text: a message, a choice with its title, true and false. */
export function answerIn(value: Json | undefined): "yes" | "no" | null {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const said = textOf(value);
  if (said === null || said.length > LONGEST) return null;
  const folded = fold(said);
  if (/[?¿]/u.test(folded)) return null;
  if (IS.test(said.normalize("NFC"))) return "yes";
  const clauses = folded.split(/[.,;:!…—–()"“”\n]+|\s-+\s/u).flatMap((clause) => wordsIn(clause) ?? []);
  const [first, ...others] = clauses;
  if (first === undefined) return null;
  const [whole, rest] = [clauses.join(" "), spaced(others.join(" "))];
  const found = alone(whole);
  if (found !== null) return found;
  const begun = others.length === 0 ? null : alone(first);
  if (begun === "no") return TAKES_NO_BACK.test(rest.replaceAll(NEGATED_WORD, " ")) ? null : "no";
  const [word = "", ...more] = first.split(" ");
  const agrees = begun === "yes" || YES_BEFORE_MORE.has(unstretched(word));
  return agrees && !TAKES_BACK.test(spaced([...more, ...others].join(" "))) ? "yes" : null;
}

function textOf(value: Json | undefined): string | null {
  const words = wordsOf(value ?? null);
  if (typeof words === "string") return words;
  const title = typeof words === "object" && words !== null && !Array.isArray(words) ? words["title"] : undefined;
  return typeof title === "string" ? title : null;
}

/** The words of a clause without politeness and without emoji that say nothing; null when nothing is left. */
function wordsIn(clause: string): string | null {
  const words = clause
    .replaceAll(/(\p{Extended_Pictographic})/gu, (sign) => (YES.has(sign) || NO.has(sign) ? ` ${sign} ` : " "))
    .split(/[^\p{L}\p{N}\p{M}\p{S}]+/u)
    .filter((word) => word !== "");
  const plain = spaced(words.join(" ")).replace(POLITE, "").replace(SPEAKER, " ").trim();
  return plain === "" ? null : plain;
}

const spaced = (words: string): string => ` ${words} `;

/** What these words say with nothing beside them, be it several times: "sim sim", "siiim". */
function alone(words: string): "yes" | "no" | null {
  for (const each of new Set([words, words.replace(/(\p{L})\1{2,}/gu, "$1"), unstretched(words)])) {
    const { denied } = DENIED_TWICE.exec(each)?.groups ?? {};
    if (denied !== undefined && NO.has(`nao ${denied}`)) return "no";
    const [first = "", ...rest] = each.split(" ");
    const said = rest.every((word) => word === first) ? first : each;
    if (YES.has(each) || YES.has(said)) return "yes";
    if (NO.has(each) || NO.has(said)) return "no";
  }
  return null;
}

const unstretched = (words: string): string => words.replace(/(\p{L})\1+/gu, "$1");
