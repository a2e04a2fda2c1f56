import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const workday = [{ from: "08:00", to: "18:00" }];
const create = (json: object) => api.call("POST", "/calendars", { json: { hours: { monday: workday }, ...json } });

test("a calendar is made, listed, read, changed and deleted, by those who may, and the audit log has it", async () => {
  const made = await create({ name: " Loja " });
  expect(made).toMatchObject({
    status: 201,
    body: {
      name: "Loja",
      time_zone: "America/Sao_Paulo",
      holidays: [],
      prepared_holidays: "brazil",
      hours: { monday: workday, sunday: [] },
    },
  });
  const { id } = made.body;
  expect((await api.call("GET", "/calendars")).body.items).toEqual([made.body]);
  expect((await api.call("GET", `/calendars/${id}`, { token: api.tokens.viewer })).body).toEqual(made.body);
  const holidays = [{ date: "12-24", name: "Véspera", hours: [{ from: "08:00", to: "12:00" }] }];
  expect(await api.call("PATCH", `/calendars/${id}`, { json: { holidays, name: "loja" } })).toMatchObject({
    status: 200,
    body: { name: "loja", holidays, hours: made.body.hours },
  });
  expect((await create({ name: "LOJA" })).status).toBe(409);
  expect((await api.call("POST", "/calendars", { json: { name: "x", hours: {} }, token: api.tokens.viewer })).status).toBe(403);
  expect((await api.call("DELETE", `/calendars/${id}`)).status).toBe(204);
  expect((await api.call("GET", `/calendars/${id}`)).status).toBe(404);
  expect((await api.db.query("SELECT action FROM audit_log WHERE object_type = 'calendar' ORDER BY id")).rows).toEqual(
    ["calendar.created", "calendar.changed", "calendar.deleted"].map((action) => ({ action })),
  );
});

test.each([
  ["no name", { name: " " }, "name"],
  ["no such zone", { name: "a", time_zone: "Marte" }, "time_zone"],
  ["a time that there is not", { name: "b", hours: { monday: [{ from: "8", to: "25:00" }] } }, "hours.monday.0.from"],
  ["a day that there is not", { name: "c", holidays: [{ date: "2026-02-30" }] }, "holidays.0.date"],
  ["a weekday that there is not", { name: "d", hours: { funday: [] } }, "hours"],
])("%s is a 422 that names the field", async (_, json, field) => {
  const { status, body } = await create(json);
  expect(status).toBe(422);
  expect(JSON.stringify(body.errors)).toContain(field.split(".").at(-1) === "hours" ? "funday" : (field.split(".").at(-1) ?? ""));
});

test("one that a flow goes by, named by its id or its name, is deleted only on purpose", async () => {
  const { body: calendar } = await create({ name: "Em uso" });
  for (const config of [
    ["business_hours", { calendar: calendar.id }],
    ["delay", { until_open: "EM USO" }],
  ] as const) {
    const { body: flow } = await api.call("POST", "/flows/import", { json: { name: "Horas", graph: graph({ hours: [...config] }, []) } });
    const refused = await api.call("DELETE", `/calendars/${calendar.id}`);
    expect(refused).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining("calendar-in-use"), flows: [{ id: flow.id, name: flow.name }] },
    });
    await api.db.query("DELETE FROM flows WHERE id = $1", [flow.id]);
  }
  expect((await api.call("DELETE", `/calendars/${calendar.id}`)).status).toBe(204);
  const { body: other } = await create({ name: "Forçada" });
  await api.call("POST", "/flows/import", {
    json: { name: "Horas", graph: graph({ hours: ["business_hours", { calendar: other.id }] }, []) },
  });
  expect((await api.call("DELETE", `/calendars/${other.id}?force=true`)).status).toBe(204);
});

test("flow tests go by the calendars that they bring, and by the organisation's unless they bring some", async () => {
  const open = [{ from: "00:00", to: "24:00" }];
  const always = { monday: open, tuesday: open, wednesday: open, thursday: open, friday: open, saturday: open, sunday: open };
  const { body: calendar } = await create({ name: "Sempre", hours: always, prepared_holidays: "none" });
  const flow = graph({ hours: ["business_hours", { calendar: "Sempre" }], open: ["send_message", { message: "aberto" }] }, [
    ["hours", "open", null, "open"],
  ]);
  const { body: made } = await api.call("POST", "/flows/import", { json: { name: "Aberto", graph: flow } });
  const turns = [{ do: { action: "say", text: "oi" }, expect: { messages: ["aberto"] } }];
  const { id, name, time_zone, hours, holidays, prepared_holidays } = calendar;
  const closed = { id, name, time_zone, holidays, prepared_holidays, hours: { ...hours, monday: [] } };
  await api.call("POST", `/flows/${made.id}/tests`, { json: { name: "as of now", turns } });
  const kept = await api.call("POST", `/flows/${made.id}/tests`, { json: { name: "as it was", turns, calendars: [closed] } });
  expect(kept).toMatchObject({ status: 201, body: { calendars: [closed] } });
  const { body: run } = await api.call("POST", `/flows/${made.id}/tests/run`, { json: {} });
  expect(run.results.map(({ passed }: { passed: boolean }) => passed).sort()).toEqual([false, true]);
});
