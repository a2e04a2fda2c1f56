import type { FlowGraph } from "#lib/engine/types.ts";
import { graphOf } from "../graph.fixture.ts";

/** A clinic's flow of 21 nodes: a menu of five answers, appointments with a reminder, questions to an AI, a person. */
export function clinicFlow(): FlowGraph {
  return graphOf(
    [
      "hello -> hear_name; hear_name -> menu; menu -> hear_choice; hear_choice -> which",
      "which -(c == 1)-> general; which -(c == 2)-> skin; which -(c == 3)-> child; which -(c == 4)-> question; which -(c == 5)-> person",
      "which -> not_understood; not_understood -> hear_choice",
      "general -> hear_day; skin -> hear_day; child -> hear_day; hear_day -> confirm; confirm -> hear_yes; hear_yes -> sure",
      "sure -(yes)-> booked; sure -> hear_day; booked -> reminder; reminder -> thanks; thanks -> bye",
      "question -> ai; ai -> more; ai -[error]-> person; more -(again)-> question; more -> bye; person -> bye",
    ].join("; "),
    {
      hear_name: "wait_for_input",
      hear_choice: "wait_for_input",
      which: "decision",
      hear_day: "wait_for_input",
      hear_yes: "wait_for_input",
      sure: "decision",
      question: "wait_for_input",
      ai: "ai_completion",
      more: "decision",
      bye: "end",
    },
  );
}
