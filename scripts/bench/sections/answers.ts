import { graph } from "../../test-setup/graphs.ts";
import { heading, print, type Figure } from "../report.ts";
import { API_TOKEN, type Stack } from "../stack.ts";
import { forgetPeak, memory } from "../usage.ts";

const [SOME, ALL] = [50_000, 200_000];

const flow = graph({ ask: ["wait_for_input", { context_key: "name" }], end: ["end"] }, [["ask", "end"]]);

/** The file of all answers of a flow that many have gone through: how fast it comes, and whether more of them take more memory. */
export async function answers(stack: Stack): Promise<Figure[]> {
  heading(`Answers: a CSV file of ${ALL.toLocaleString("en-US")} executions`);
  const { flowId, versionId } = await stack.setup.publish(flow);
  const channelId = await stack.setup.channel({ phoneNumberId: `answers${Date.now()}`, flowId });
  const goThrough = async (count: number) => {
    await stack.db.query(
      `WITH person AS (INSERT INTO contacts (channel_id) SELECT $3 FROM generate_series(1, $4) RETURNING id)
       INSERT INTO executions (contact_id, flow_id, flow_version_id, status, node_id, state, started_at, ended_at)
       SELECT id, $1, $2, 'completed', 'end', jsonb_build_object('context', jsonb_build_object('name', 'Ana ' || id)), now(), now() FROM person`,
      [flowId, versionId, channelId, count],
    );
    await stack.db.query("VACUUM ANALYZE executions, contacts");
  };
  await goThrough(SOME);
  const few = await takeFile(stack, flowId, SOME);
  await goThrough(ALL - SOME);
  const all = await takeFile(stack, flowId, ALL);
  const figures: Figure[] = [
    { name: "rows of the file", value: ALL / all.seconds, unit: "/s" },
    { name: "memory of the web, at most", value: all.peak, unit: "MB" },
    { name: "of that with a quarter of them", value: all.peak / few.peak, unit: "", target: { atMost: 1.25 } },
  ];
  print(figures);
  return figures;
}

async function takeFile(stack: Stack, flowId: number, count: number): Promise<{ seconds: number; peak: number }> {
  const { web } = stack.pids();
  forgetPeak(web);
  const began = performance.now();
  const response = await fetch(`${stack.env["NEXTAUTH_URL"]}/api/v1/flows/${flowId}/answers?format=csv`, {
    headers: { authorization: `Bearer ${API_TOKEN}` },
  });
  let lines = 0;
  for await (const chunk of response.body ?? []) for (const byte of chunk) if (byte === 10) lines += 1;
  if (lines < count) throw new Error(`${response.status}: ${lines} lines of ${count} came`);
  return { seconds: (performance.now() - began) / 1_000, peak: memory(web).peak };
}
