import { expect, test } from "vitest";
import { optionLabel, optionWords, type OptionsWords } from "./option-words.ts";

const all: OptionsWords = {
  message: { label: "Message" },
  choices: { label: "Choices", item: "Choice" },
  "choices.title": { label: "Title" },
  headers: { label: "Headers" },
  "headers.value": { label: "Value" },
  auth: { label: "Sign-in" },
  "auth.token": { label: "Token" },
};

test.each([
  ["message", "Message", "Message"],
  ["choices.2.title", "Title", "Choice 3 · Title"],
  ["choices.2", "Choices", "Choice 3"],
  ["choices.0.colour", undefined, "Choice 1 · colour"],
  ["headers.0.value", "Value", "Headers 1 · Value"],
  ["auth.token", "Token", "Sign-in · Token"],
  ["a.b", undefined, "a.b"],
  ["constructor", undefined, "constructor"],
  ["", undefined, ""],
])("the option %j has the words of %s and is called %s", (path, label, called) => {
  expect(optionWords(all, path)?.label).toBe(label);
  expect(optionLabel(all, path)).toBe(called);
});
