import { expect, test } from "vitest";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";

const { server, advance, advanceAll, answerWith, contact, write, said, executions } = await startAdvancing();

const asks = graph(
  {
    hello: ["send_message", { message: "Bem-vindo!", delay_seconds: 5 }],
    ask: ["send_message", { message: "Nome?" }],
    name: ["wait_for_input", { context_key: "nome" }],
    said: ["send_message", { message: "{{ nome }} ({{ earlier | join: '|' }})" }],
    stop: ["end"],
  },
  [
    ["hello", "ask"],
    ["ask", "name"],
    ["name", "said"],
    ["said", "stop"],
  ],
);
const fire = (id: number) =>
  server.rows(
    `INSERT INTO mailbox (contact_id, execution_id, kind, payload)
     SELECT contact_id, id, 'timer_fired', jsonb_build_object('token', state #>> '{waitingFor,token}') FROM executions WHERE contact_id = $1`,
    [id],
  );

test("what is stored before the transaction that stores the question is not its answer", async () => {
  await answerWith(asks);
  const id = await contact("oi");
  await advance(id);
  await write(id, "quero agendar", "um horário");
  await fire(id);
  await advance(id);
  expect(await said(id)).toEqual(["Bem-vindo!", "Nome?"]);
  expect(await executions(id)).toMatchObject([{ status: "waiting" }]);
  await write(id, "Ana");
  await advance(id);
  expect(await said(id)).toEqual(["Bem-vindo!", "Nome?", "Ana (quero agendar|um horário)"]);
  expect(
    await server.rows(
      "SELECT l.note FROM execution_log l JOIN executions e ON e.id = l.execution_id WHERE e.contact_id = $1 AND note IS NOT NULL",
      [id],
    ),
  ).toEqual([{ note: "said_earlier" }, { note: "said_earlier" }]);
});

test("so is a burst longer than one turn takes, and one that is taken entry by entry after a failure", async () => {
  const { advanceLocked } = await import("./advance.ts");
  const { inTransaction } = await import("../platform/db.ts");
  await answerWith(
    graph(
      {
        ask: ["send_message", { message: "Nome?" }],
        name: ["wait_for_input", { context_key: "nome" }],
        bye: ["send_message", { message: "{{ nome }}" }],
      },
      [
        ["ask", "name"],
        ["name", "bye"],
      ],
    ),
  );
  const long = await contact(...Array.from({ length: 230 }, (_, index) => `linha ${index}`));
  await advanceAll(long);
  expect(await said(long)).toEqual(["Nome?"]);
  const single = await contact("oi", "quero agendar", "logo");
  for (let turn = 0; turn < 3; turn++) await inTransaction((client) => advanceLocked(client, [single], { sendBy: "job", mailboxLimit: 1 }));
  expect(await said(single)).toEqual(["Nome?"]);
  await write(single, "Ana");
  await advance(single);
  expect(await said(single)).toEqual(["Nome?", "Ana"]);
});
