import type { Translation } from "../message.ts";
import type { answersPt } from "./answers.pt.ts";

export const answersEn: Translation<typeof answersPt> = {
  pageTitle: "Answers",
  title: "Answers of {flow}",
  description: "One row a conversation, one column an answer that is kept, also of nodes that were deleted since.",
  openFlow: "Open the flow",
  filterVersion: "Filter by version",
  allVersions: "All versions",
  version: "Version {number}",
  columnStarted: "Started",
  emptyTitle: "No answers yet",
  emptyText: "When somebody talks to this flow, what they answer stands here.",
  noMatchTitle: "No answers with these filters",
  noMatchText: "Choose another period, version or status.",
  download: "Download CSV",
  downloading: "Downloading…",
  downloadingOf: "Downloading: {rows} of {of}",
  downloadFailed: "The file broke off before its end. Try again.",
  downloadTooOften: "Ten files an hour is the most. Try again later.",
  menu: "Answers",
};
