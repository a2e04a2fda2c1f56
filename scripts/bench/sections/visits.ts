import { setTimeout as sleep } from "node:timers/promises";
import { graph, type NodeSpec, type TransitionSpec } from "../../test-setup/graphs.ts";
import { heading, print, type Figure } from "../report.ts";
import type { Stack } from "../stack.ts";

const CONTACTS = 1_000;
const MESSAGES_EACH = 6;
const CHAIN = 18;

/** Each message passes a chain of decisions and waits again: what one worker visits, without any send. */
export async function visits(stack: Stack): Promise<Figure[]> {
  heading(`Node visits: ${CONTACTS * MESSAGES_EACH} messages through ${CHAIN} decisions each, one worker`);
  const names = Array.from({ length: CHAIN }, (_, n) => `d${n}`);
  const nodes: Record<string, NodeSpec> = {
    ...Object.fromEntries(names.map((name) => [name, ["decision"]])),
    hear: ["wait_for_input", { context_key: "resposta" }],
  };
  const transitions = names.flatMap((name, n): TransitionSpec[] => [
    [name, "hear", 'last_message == "sair"'],
    [name, names[n + 1] ?? "hear", 'len(last_message) > 0 or resposta == "sim"'],
  ]);
  const { flowId } = await stack.setup.publish(graph(nodes, [...transitions, ["hear", "d0"]]));
  const channelId = await stack.setup.channel({ phoneNumberId: `visits${Date.now()}`, flowId });

  await stack.endWorker("SIGTERM");
  // Old enough for the sweep at the worker's start, which sets them all moving.
  await stack.db.query(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id) SELECT $1, '5531' || (900000000 + n) FROM generate_series(1, $2) AS n
      RETURNING id)
     INSERT INTO mailbox (contact_id, kind, payload, created_at)
     SELECT id, 'message_received', jsonb_build_object('message',
       jsonb_build_object('id', 'w' || n, 'type', 'text', 'text', 'mensagem ' || n)), now() - interval '1 minute'
     FROM contact, generate_series(1, $3) AS n ORDER BY n`,
    [channelId, CONTACTS, MESSAGES_EACH],
  );
  await stack.startWorker();
  const unprocessed = async () =>
    (
      await stack.db.query(
        "SELECT FROM mailbox b JOIN contacts c ON c.id = b.contact_id WHERE c.channel_id = $1 AND processed_at IS NULL LIMIT 1",
        [channelId],
      )
    ).rowCount;
  while ((await unprocessed()) !== 0) await sleep(50);

  const { rows } = await stack.db.query<{ visits: number; seconds: number }>(
    `SELECT count(*)::float8 AS visits, extract(epoch FROM max(pg_xact_commit_timestamp(l.xmin)) - min(l.at))::float8 AS seconds
     FROM execution_log l JOIN executions e ON e.id = l.execution_id JOIN contacts c ON c.id = e.contact_id WHERE c.channel_id = $1`,
    [channelId],
  );
  const { visits: count, seconds } = rows[0] ?? { visits: NaN, seconds: NaN };
  const figures: Figure[] = [
    {
      name: "node visits in one worker",
      value: count / seconds,
      unit: "/s",
      target: { atLeast: 5_000 },
      note: `${count.toLocaleString("en-US")} visits, logged and committed`,
    },
  ];
  print(figures);
  return figures;
}
