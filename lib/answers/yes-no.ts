import { answerIn } from "../engine/values/yes-no.ts";
import { NONE, type Reading, valueOf } from "./reading.ts";

/** True for "sim", "claro", "pode ser"; false for "não", "negativo", "prefiro não". One reader with the language's own `is_yes`. */
export function readYesNo(said: string): Reading<boolean> {
  const answer = answerIn(said);
  return answer === null ? NONE : valueOf(answer === "yes");
}
