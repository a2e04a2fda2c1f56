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
  const { channelNamesOf, flowReach } = await import("./channels-of-flow.ts");
  const viewer = { id: "user:1", role: "viewer" } as const;
  const names = (await channelNamesOf(viewer, [flowId]))[flowId] ?? [];
  // The dialog that publishes and the list of flows say the same.
  const { channels, mayChoose } = await flowReach(viewer, flowId);
  expect(channels.flatMap(({ name, begins }) => (begins ? [name] : []))).toEqual(names);
  expect([mayChoose, channels.map(({ name }) => name)]).toEqual([false, expect.not.arrayContaining(["Simulador"])]);
  return names;
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

test("who may not choose is told who may, and no token is told to anybody", async () => {
  await api.db.query(
    "INSERT INTO users (email, name, role) VALUES ('ana@x', 'Ana', 'admin'), ('bia@x', '', 'admin'), ('edu@x', 'Edu', 'editor')",
  );
  await api.db.query("UPDATE channels SET access_token_encrypted = 'sealed-token' WHERE name = 'Suporte'");
  const { flowReach } = await import("./channels-of-flow.ts");
  const asked = await flowReach({ id: "user:1", role: "editor" }, 1);
  expect(asked).toMatchObject({ mayChoose: false, administrators: ["Ana", "bia@x"] });
  expect(asked.channels).toContainEqual(expect.objectContaining({ name: "Suporte", simulated: false }));
  expect(JSON.stringify(asked)).not.toContain("sealed-token");
  expect(await flowReach({ id: "user:1", role: "admin" }, 1)).toMatchObject({ mayChoose: true, administrators: [] });
});

test("the simulator is told of the channel that begins the flow, and of none where none does", async () => {
  const { simulatedChannel } = await import("./channels-of-flow.ts");
  const { body: flow } = await api.call("POST", "/flows", { json: { name: "g" } });
  const viewer = { id: "user:1", role: "viewer" } as const;
  expect(await simulatedChannel(viewer, flow.id)).toBeUndefined();
  await api.db.query("UPDATE channels SET default_flow_id = $1, rescue_flow_id = $1, opt_out_words = '{parar}' WHERE name = 'Suporte'", [
    flow.id,
  ]);
  expect(await simulatedChannel(viewer, flow.id)).toEqual({
    name: "Suporte",
    consentWords: { optOut: ["parar"], optIn: [], optOutReply: null, optInReply: null },
    rescueFlowId: flow.id,
  });
});
