import { expect, test } from "vitest";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";

const { server, advance, answerWith, contact, said } = await startAdvancing();

const open = [{ from: "00:00", to: "24:00" }];
const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const week = (hours: object[]) => JSON.stringify(Object.fromEntries(days.map((day) => [day, hours])));

test("a flow goes by the calendar as it is at the event, and the visit keeps the way that was taken", async () => {
  await server.rows("INSERT INTO calendars (name, time_zone, hours, prepared_holidays) VALUES ('Loja', 'America/Sao_Paulo', $1, 'none')", [
    week(open),
  ]);
  const flow = graph(
    {
      hours: ["business_hours", { calendar: "loja" }],
      open: ["send_message", { message: "aberto" }],
      closed: ["send_message", { message: "fechado" }],
    },
    [
      ["hours", "open", null, "open"],
      ["hours", "closed", null, "closed"],
    ],
  );
  await answerWith(flow);
  const first = await contact("oi");
  await advance(first);
  expect(await said(first)).toEqual(["aberto"]);
  await server.rows("UPDATE calendars SET hours = $1", [week([])]);
  const second = await contact("oi");
  await advance(second);
  expect(await said(second)).toEqual(["fechado"]);
  const ways = await server.rows<{ exit: string }>(
    "SELECT exit FROM execution_log WHERE node_type = 'business_hours' ORDER BY execution_id",
  );
  expect(ways.map(({ exit }) => exit)).toEqual(["open", "closed"]);
});
