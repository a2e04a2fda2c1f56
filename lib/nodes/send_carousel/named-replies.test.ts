import { expect, test } from "vitest";
import { sendCarousel } from "./node.ts";

const card = (body: string, ...choices: { id: string; title: string }[]) => ({ media_url: "https://exemplo.com.br/a.jpg", body, choices });
const config = sendCarousel.config.parse({
  cards: [
    card("Bolo de cenoura\nR$ 38", { id: "a", title: "Quero este" }, { id: "x", title: "Outro dia" }),
    card("", { id: "b", title: "Quero este" }, { id: "y", title: "" }),
  ],
  context_key: "bolo",
});

test("replies that several cards have are told apart by their cards, on the canvas and in conditions", () => {
  const named = ["a", "x", "b", "y", "no_match"].map((exit) => sendCarousel.exitLabel?.(config, exit));
  expect(named).toEqual(["Bolo de cenoura: Quero este", "Outro dia", "2: Quero este", "", null]);
  expect(sendCarousel.offers?.(config)).toMatchObject({ key: "bolo", choices: [{ id: "a", title: named[0] }, {}, {}, {}] });
  expect(sendCarousel.offers?.({ ...config, display_only: true })).toBeNull();
});
