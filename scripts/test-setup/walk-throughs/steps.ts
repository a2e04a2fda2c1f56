import type { BuilderPage } from "../builder.ts";
import { expect } from "../console.ts";

/** What a person does to each option of a node type, in this order, and what the draft then says of it. */
export type WalkThrough = Record<string, { set: (builder: BuilderPage) => Promise<unknown>; config: unknown }>;

export async function text(builder: BuilderPage, name: string, words: string): Promise<void> {
  await builder.option(name).getByRole("textbox").fill(words);
}

export async function choose({ option, page }: BuilderPage, name: string, label: string): Promise<void> {
  await option(name).getByRole("combobox").click();
  await page.getByRole("option", { name: label, exact: true }).click();
}

export async function addRow(builder: BuilderPage, list: string, name: string, value: string): Promise<void> {
  await builder.option(list).getByRole("button", { name: /^Add / }).click();
  await builder.option(`${list}.0.name`).getByRole("textbox").fill(name);
  await builder.write(`${list}.0.value`, value);
}

export async function duration(builder: BuilderPage, name: string, amount: string, unit: string): Promise<void> {
  await builder.option(name).getByRole("radio", { name: unit, exact: true }).click();
  await builder.option(name).getByRole("spinbutton").fill(amount);
}

export async function toggleTwice(builder: BuilderPage, name: string): Promise<void> {
  const control = builder.option(name).getByRole("switch");
  await control.click();
  await expect(builder.option("response_template")).toHaveCount(0);
  await control.click();
}

/** Opens a closed section of the form first. */
export async function inSection(builder: BuilderPage, title: string, work: () => Promise<unknown>): Promise<void> {
  await builder.page.getByText(title, { exact: true }).click();
  await work();
}
