import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./console.ts";

/**
 * Fails with the place and the reason of every serious or critical fault that axe finds in the page as it is now.
 * `within`: a selector, where the rest of the page has been looked at already.
 */
export async function expectAccessible(page: Page, where: string, within = "html"): Promise<void> {
  // In the page itself, which has no frames of others: the usual mode opens one more page to put together what each frame says.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.include(within).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = serious.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary ?? ""}`).join("; ")}`,
  );
  expect(found, `accessibility of ${where}`).toEqual([]);
}
