import { test } from "vitest";
import { echo } from "../../scripts/test-setup/graphs.ts";
import { startPath } from "../../scripts/test-setup/path.ts";
test("x", async () => {
  const path = await startPath(echo);
  const web = await path.web();
  const r = await fetch(path.webhookUrl, { method: "POST", body: "{}" }).catch((e) => e);
  console.log(path.webhookUrl, r.status, r.cause, web.output(), web.child.exitCode, web.child.signalCode);
  await path.close();
});
