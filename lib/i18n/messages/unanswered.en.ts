import type { Translation } from "../message.ts";
import type { unansweredPt } from "./unanswered.pt.ts";

export const unansweredEn: Translation<typeof unansweredPt> = {
  title: "Unanswered",
  description: "Who spoke last and whom nothing will answer by itself: of the last 30 days, a minute after their message.",
  columnContact: "Contact",
  columnSaid: "Said last",
  columnWhy: "Why",
  columnSince: "Since",
  columnActions: "Actions",
  why_reply_failed: "The reply could not be sent",
  why_conversation_failed: "The conversation failed or expired",
  why_not_taken: "No flow took the message",
  openConversation: "See conversation #{id}",
  settle: "Settled",
  settleFor: "Mark as settled: {name}",
  settled: "Settled: {name}. What they write from now on counts anew.",
  emptyTitle: "Nobody is without an answer",
  emptyText:
    "Who writes and gets no answer appears here, with the reason: a reply that was refused, a conversation that failed, a message that no flow took.",
  rowsHint: "Use the arrow keys to move through the list and Enter to open the contact.",
};
