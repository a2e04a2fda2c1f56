import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { translator } from "#lib/i18n/catalogue.ts";
import { expectAccessible } from "../../../../../scripts/test-setup/accessible.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
const DIALOG = "[role=dialog]";
const RIGHT = '[data-panel="builder-right"]';

test.each([
  ["pt-BR", "light"],
  ["en", "dark"],
] as const)("every panel and dialog of the builder is accessible (%s, %s)", async (locale, theme) => {
  const t = translator(locale);
  const page = await app.visit({ locale, theme });
  const flowId = await makeFlow(app, locale, (await app.api<{ draft: FlowGraph }>("GET", "/flows/1")).draft);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "as it is" });
  const builder = await openBuilder(app, page, flowId);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const closed = async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };

  // React Flow's own words for what lies on the canvas are English.
  await expect(page.locator(".react-flow [aria-roledescription]")).toHaveCount(0);
  // One node of each type, by way of the list, which works without a mouse on the canvas.
  await page.getByRole("radio", { name: t("builder.outline") }).click();
  for (const [nodeId, name] of [
    ["menu", "Menu"],
    ["ouvir_nome", "Ouvir o nome"],
    ["escolha", "Qual opção?"],
    ["resposta_ia", "Resposta da IA"],
  ] as const) {
    await page
      .getByRole("navigation", { name: t("builder.outline") })
      .getByRole("button", { name })
      .first()
      .click();
    await expect(page.locator("[data-field=name]")).toHaveValue(name);
    await expectAccessible(page, `the inspector of ${nodeId}`, RIGHT);
  }
  await page.locator("[data-field=name]").fill("Outro nome");
  await button(t("builder.tryIt")).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the evaluator", DIALOG);
  await closed();

  await page
    .getByRole("navigation", { name: t("builder.outline") })
    .getByRole("button", { name: "Qual opção?" })
    .first()
    .click();
  await button(t("conditions.addRow")).first().click();
  await expectAccessible(page, "the rows of a condition", RIGHT);
  await button(t("conditions.writeOf", { order: 1 })).click();
  await expect(page.getByRole("textbox", { name: t("builder.conditionOf", { order: 1 }) })).toBeVisible();

  await page
    .locator("header")
    .getByRole("button", { name: t("builder.issueCount", { count: 1 }) })
    .click();
  await expectAccessible(page, "the issues", RIGHT);
  await button(t("builder.flowSettings")).click();
  await expectAccessible(page, "the flow's settings", RIGHT);
  await button(t("builder.cardLevel")).click();
  await page.getByRole("menuitemradio", { name: t("builder.cardLevel_compact") }).click();
  await expectAccessible(page, "the compact cards");
  await button(t("builder.versions")).click();
  await expect(button(t("builder.compareDraft"))).toBeVisible();
  await expectAccessible(page, "the versions", RIGHT);
  await button(t("builder.compareDraft")).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the difference", DIALOG);
  await closed();

  await button(t("builder.test")).click();
  await page.getByLabel(t("simulator.message"), { exact: true }).fill("oi");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("Central de Atendimento");
  await expectAccessible(page, "the simulator", RIGHT);
  await button(t("simulator.options")).click();
  await expectAccessible(page, "the simulator's options", DIALOG);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: t("simulator.pipeline") }).click();
  await expectAccessible(page, "the real pipeline", RIGHT);
  await page.getByRole("tab", { name: t("simulator.tests") }).click();
  await expectAccessible(page, "the flow tests", RIGHT);

  await button(t("executions.figures")).click();
  await expectAccessible(page, "the figures");
  await button(t("builder.publish")).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the publishing", DIALOG);
  await closed();
  await builder.leaveField();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the help", DIALOG);
  await closed();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the commands", DIALOG);
});
