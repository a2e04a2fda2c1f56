import { afterAll, expect, test } from "vitest";
import { answerOnce, graph } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { readSurroundings } = await import("./surroundings.ts");
const { flowId } = await server.publish(answerOnce);
afterAll(() => server.close());

const around = (role: "viewer" | "editor") => readSurroundings({ id: "test", role }, flowId);

test("the hosts of secrets are for who may know them; a flow is rescued where each of its channels is", async () => {
  await server.rows("INSERT INTO secrets (name, value_encrypted, hosts) VALUES ('shop', 'x', '{a.example}')");
  expect(await around("viewer")).toEqual({ begunBy: [] });
  expect(await around("editor")).toEqual({ begunBy: [], secrets: [{ name: "shop", hosts: ["a.example"] }] });
  const one = await server.channel({ phoneNumberId: "1001", flowId });
  await server.channel({ phoneNumberId: "1002", flowId });
  expect(await around("viewer")).toEqual({ begunBy: [], isRescued: false });
  await server.rows("UPDATE channels SET rescue_flow_id = $2 WHERE id = $1", [one, flowId]);
  expect(await around("viewer")).toEqual({ begunBy: [], isRescued: false });
  await server.rows("UPDATE channels SET rescue_flow_id = $1", [flowId]);
  expect(await around("viewer")).toEqual({ begunBy: [], isRescued: true });
});

test("a flow is told which published flows begin it, beside itself", async () => {
  const begins = (id: number) => graph({ call: ["start_flow", { flow_id: id, mode: "go" }] }, []);
  const { flowId: caller } = await server.publish(begins(flowId));
  const [{ name } = { name: "" }] = await server.rows<{ name: string }>("SELECT name FROM flows WHERE id = $1", [caller]);
  expect((await around("viewer")).begunBy).toEqual([name]);
  await server.rows("UPDATE flows SET archived_at = now() WHERE id = $1", [caller]);
  expect((await around("viewer")).begunBy).toEqual([]);
});
