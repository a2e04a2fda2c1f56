import { heading, percentile, print, type Figure } from "../report.ts";
import { offer } from "../load.ts";
import type { Stack } from "../stack.ts";

const SECONDS = 12;

type Limits = { ack?: [p50: number, p99: number]; endToEnd?: { p50?: number; p99?: number }; roundTrips?: number };
const RATES: [rate: number, limits: Limits][] = [
  [100, { ack: [8, 30], endToEnd: { p50: 15, p99: 60 } }],
  [400, { endToEnd: { p99: 150 } }],
  [500, { roundTrips: 4 }],
];

/** Open loop at fixed rates: acknowledgement, end to end, SQL round trips and CPU. */
export async function latency(stack: Stack): Promise<Figure[]> {
  const all: Figure[] = [];
  for (const [rate, limits] of RATES) {
    heading(`${rate} messages/s, open loop, ${SECONDS} s`);
    await stack.db.query("SELECT pg_stat_statements_reset()");
    const load = await offer(stack, { count: rate * SECONDS, contacts: 500, rate });
    const { rows } = await stack.db.query<{ calls: number }>(
      "SELECT sum(calls)::float8 AS calls FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'",
    );
    const figures: Figure[] = [
      milliseconds("acknowledged p50", percentile(load.acknowledged, 0.5), limits.ack?.[0]),
      milliseconds("acknowledged p99", percentile(load.acknowledged, 0.99), limits.ack?.[1]),
      milliseconds("end to end p50", percentile(load.endToEnd, 0.5), limits.endToEnd?.p50),
      milliseconds("end to end p99", percentile(load.endToEnd, 0.99), limits.endToEnd?.p99),
      {
        name: "SQL round trips a message",
        value: (rows[0]?.calls ?? NaN) / load.endToEnd.length,
        unit: "",
        ...(limits.roundTrips === undefined ? {} : { target: { atMost: limits.roundTrips } }),
      },
      ...cpuFigures(load.cpu),
      { name: "lost, refused, repeated", value: load.lost + load.refused + load.repeated, unit: "", target: { atMost: 0 } },
    ];
    print(figures);
    all.push(...figures.map((figure) => ({ ...figure, name: `${rate}/s ${figure.name}` })));
  }
  return all;
}

function milliseconds(name: string, value: number, atMost?: number): Figure {
  return { name, value, unit: "ms", ...(atMost === undefined ? {} : { target: { atMost } }) };
}

export function cpuFigures(cpu: Record<string, number>): Figure[] {
  return Object.entries(cpu).map(([name, value]) => ({ name: `CPU a message, ${name}`, value, unit: "ms" }));
}
