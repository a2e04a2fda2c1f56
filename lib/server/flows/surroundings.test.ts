import { afterAll, expect, test } from "vitest";
import { answerOnce } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { readSurroundings } = await import("./surroundings.ts");
const { flowId } = await server.publish(answerOnce);
afterAll(() => server.close());

const around = (role: "viewer" | "editor") => readSurroundings({ id: "test", role }, flowId);

test("the hosts of secrets are for who may know them; a flow is rescued where each of its channels is", async () => {
  await server.rows("INSERT INTO secrets (name, value_encrypted, hosts) VALUES ('shop', 'x', '{a.example}')");
  expect(await around("viewer")).toEqual({});
  expect(await around("editor")).toEqual({ secrets: [{ name: "shop", hosts: ["a.example"] }] });
  const one = await server.channel({ phoneNumberId: "1001", flowId });
  await server.channel({ phoneNumberId: "1002", flowId });
  expect(await around("viewer")).toEqual({ isRescued: false });
  await server.rows("UPDATE channels SET rescue_flow_id = $2 WHERE id = $1", [one, flowId]);
  expect(await around("viewer")).toEqual({ isRescued: false });
  await server.rows("UPDATE channels SET rescue_flow_id = $1", [flowId]);
  expect(await around("viewer")).toEqual({ isRescued: true });
});
