import { expect, test } from "vitest";
import { graphError, type GraphReply } from "../../../../scripts/fakes/graph-api.ts";
import { once, startSending, texts } from "../../../../scripts/test-setup/send.ts";

const {
  graph,
  server,
  wake,
  stop,
  startAnother,
  contact,
  phone,
  queue,
  messages,
  statuses,
  wakeJobs,
  become,
  settled,
  hasJob,
  itsTimeHasCome,
  withToken,
} = await startSending();

test("contacts are served side by side, each one's messages in order and one at a time", async () => {
  graph.options.latencyMs = 20;
  const answers = Promise.withResolvers<void>();
  graph.options.hold = answers.promise;
  const open = new Map<string, number>();
  graph.options.answer = (call) => {
    open.set(call.to, (open.get(call.to) ?? 0) + 1);
    expect(open.get(call.to), "one in flight").toBe(1);
    void answers.promise.then(() => setTimeout(() => open.set(call.to, 0), 15));
    return undefined;
  };
  const ids = await Promise.all(Array.from({ length: 30 }, () => contact("1", "2", "3")));
  wake(...ids);
  wake(...ids);
  // One of each contact is under way while none has a response.
  await graph.until((calls) => calls.length === 30);
  answers.resolve();
  await Promise.all(ids.map(settled));
  expect(graph.calls).toHaveLength(90);
  for (const calls of Map.groupBy(graph.calls, (call) => call.to).values()) expect(texts(calls)).toEqual(["1", "2", "3"]);
});

test("a call carries the channel's token, the contact's number and our id, and Meta's id is kept", async () => {
  const id = await contact("olá");
  wake(id);
  await settled(id);
  const [message] = await messages(id);
  const [call] = graph.calls;
  expect(call).toMatchObject({
    path: "/v25.0/1001/messages",
    token: "token of 1001",
    body: {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: `+${phone()}`,
      type: "text",
      text: { body: "olá", preview_url: false },
      biz_opaque_callback_data: expect.stringMatching(new RegExp(`^${message?.id}\\.[0-9a-f-]{36}$`)),
    },
  });
  expect(message).toMatchObject({ status: "sent", wamid: call?.wamid, attempts: 1, error: null });
});

test("a message that fits no type is never sent: it fails with a word of ours, and the next one leaves", async () => {
  const id = await contact();
  for (const [type, data] of [
    ["text", { preview_url: "yes" }],
    ["hologram", {}],
  ]) {
    await queue(id, "odd", "later");
    const [odd] = (await messages(id)).slice(-2);
    await server.rows("UPDATE messages SET type = $2, data = $3 WHERE id = $1", [odd?.id, type, data]);
  }
  wake(id);
  await settled(id);
  expect(await statuses(id)).toEqual(["failed", "sent", "failed", "sent"]);
  expect((await messages(id))[0]?.error).toMatchObject({ class: "request", code: null, title: expect.stringMatching(/data\.preview_url/) });
  expect((await messages(id))[2]?.error).toMatchObject({ class: "request", code: null, title: expect.stringMatching(/hologram/) });
  expect(texts(graph.calls)).toEqual(["later", "later"]);
});

test("a contact without a phone is written to by its user id", async () => {
  const id = await contact("olá");
  await server.rows("UPDATE contacts SET wa_id = NULL, user_id = 'BR.ana1' WHERE id = $1", [id]);
  wake(id);
  await settled(id);
  expect(graph.calls[0]?.body).toMatchObject({ recipient: "BR.ana1" });
  expect(graph.calls[0]?.body.to).toBeUndefined();
});

test("Meta's answer is kept as it came, or why none came, without secrets and of a bounded size", async () => {
  const answers: Record<string, GraphReply> = {
    refused: {
      status: 400,
      body: graphError(131026, "Message undeliverable; token of 1001 and EAABsbCS1234567890abcdefghij", {
        error_data: { details: "no such number" },
      }),
    },
    html: { status: 502, body: `<html>${"x".repeat(20_000)}</html>` },
    hostile: { status: 400, body: '{"error":{"code":100,"message":"a\\u0000b\\ud800"}}' },
    deep: { status: 500, body: `${"[".repeat(50_000)}${"]".repeat(50_000)}` },
    reset: { lost: "reset", taken: false },
  };
  graph.options.answer = (call) => answers[call.text];
  const ids = new Map<string, number>();
  for (const text of ["accepted", ...Object.keys(answers)]) ids.set(text, await contact(text));
  wake(...ids.values());
  await Promise.all([...ids.values()].map(settled));
  const kept = new Map(
    (await server.rows<{ text: string; answer: unknown }>("SELECT text, answer FROM messages")).map((row) => [row.text, row.answer]),
  );
  const call = graph.calls.find(({ text }) => text === "accepted");
  expect(kept.get("accepted")).toEqual({
    status: 200,
    body: {
      messaging_product: "whatsapp",
      contacts: [{ input: `+${call?.to}`, wa_id: call?.to }],
      messages: [{ id: call?.wamid, message_status: "accepted" }],
    },
  });
  expect(kept.get("refused")).toEqual({
    status: 400,
    body: {
      error: {
        message: "Message undeliverable; •••••• and ••••••",
        type: "OAuthException",
        code: 131026,
        fbtrace_id: "A1b2C3",
        error_data: { details: "no such number" },
      },
    },
  });
  expect(kept.get("html")).toEqual({ status: 502, body: `<html>${"x".repeat(7_994)}`, truncated: true });
  expect(kept.get("hostile")).toEqual({ status: 400, body: { error: { code: 100, message: "ab\ufffd" } } });
  expect(kept.get("deep")).toMatchObject({ status: 500, truncated: true });
  expect(kept.get("reset")).toEqual({ outcome: "connection_lost", cause: expect.any(String) });
});

test("a number that Meta writes differently is taken over, and the next message goes there", async () => {
  graph.options.answer = once({ waId: "551188887777" });
  const id = await contact("1", "2");
  wake(id);
  await settled(id);
  await stop();
  expect(await server.rows("SELECT wa_id FROM contacts WHERE id = $1", [id])).toEqual([{ wa_id: "551188887777" }]);
  await queue(id, "3");
  startAnother();
  wake(id);
  await settled(id);
  expect(graph.calls.at(-1)?.to).toBe("551188887777");
});

test("a sender that stops ends what it has in hand, begins nothing, and hands the rest over", async () => {
  graph.options.latencyMs = 100;
  const [busy, idle] = [await contact("1", "2"), await contact("x")];
  wake(busy);
  await graph.until((calls) => calls.length === 1);
  const stopped = stop();
  wake(idle);
  await stopped;
  expect([await statuses(busy), await statuses(idle)]).toEqual([["sent", "queued"], ["queued"]]);
  expect((await wakeJobs()).flatMap((job) => job.data.contactIds).toSorted()).toEqual([busy, idle].toSorted());
  startAnother();
  wake(busy, idle);
  await Promise.all([settled(busy), settled(idle)]);
});

test("a sender that stops while messages are being simulated does stop", async () => {
  const id = await contact(...Array.from({ length: 50 }, (_, n) => String(n)));
  await withToken(null, async () => {
    wake(id);
    await expect.poll(() => statuses(id), { interval: 5 }).toContain("simulated");
    await stop();
    startAnother();
    wake(id);
    await settled(id);
  });
  expect(new Set(await statuses(id))).toEqual(new Set(["simulated"]));
  expect(graph.calls).toEqual([]);
});

test("behind a message that another worker has in hand it looks again: that one may have looked for the next before this was there", async () => {
  const id = await contact("1", "2");
  await server.rows("UPDATE messages SET status = 'sending', attempts = 1, sending_since = now() WHERE contact_id = $1 AND text = '1'", [
    id,
  ]);
  wake(id);
  await hasJob();
  expect(await wakeJobs()).toMatchObject([{ data: { contactIds: [id] }, seconds: 1 }]);
  await server.rows("UPDATE messages SET status = 'sent' WHERE contact_id = $1 AND text = '1'", [id]);
  await itsTimeHasCome(id);
  await settled(id);
  expect(texts(graph.calls)).toEqual(["2"]);
});

test("behind a message of its own it needs no job to go on", async () => {
  graph.options.latencyMs = 100;
  const id = await contact("1");
  wake(id);
  await graph.until((calls) => calls.length === 1);
  await queue(id, "2", "3");
  wake(id);
  await become(id, "sent", "sent", "sent");
  expect(await wakeJobs()).toEqual([]);
});
