import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.call("POST", "/flows", { json: { name: "the installation's own, flow 1" } });
  for (const [number, name] of [
    ["1", "Vendas"],
    ["2", "Suporte"],
    ["simulator.flow.9", "Simulador"],
  ])
    await api.db.query("INSERT INTO channels (phone_number_id, name) VALUES ($1, $2)", [number, name]);
});
afterAll(() => api.close());

const starters = async (flowId: number) => {
  const { channelNamesOfFlow } = await import("./channels-of-flow.ts");
  return channelNamesOfFlow({ id: "user:1", role: "viewer" }, flowId);
};

test("a flow is started by the channels that chose it, and by those that chose none if it is the installation's own", async () => {
  const { body: flow } = await api.call("POST", "/flows", { json: { name: "f" } });
  expect(await starters(flow.id)).toEqual([]);
  await api.db.query("UPDATE channels SET default_flow_id = $1 WHERE name = 'Suporte'", [flow.id]);
  expect(await starters(flow.id)).toEqual(["Suporte"]);
  expect(await starters(1)).toEqual(["Vendas"]);
});

test("a number that is known from its webhooks only starts nothing", async () => {
  await api.db.query("UPDATE channels SET status = 'unclaimed' WHERE name = 'Vendas'");
  expect(await starters(1)).toEqual([]);
});
