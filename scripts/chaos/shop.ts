import { startFakeHttpServer, type FakeHttpServer } from "../fakes/http-server.ts";
import { chance, type Random } from "./random.ts";

export interface Shop extends Pick<FakeHttpServer, "url" | "port" | "close"> {
  /** Orders and payments that were made twice. */
  doubled(): string[];
  /** How many were made. */
  count(): number;
}

/**
 * A system that is asked by HTTP. It fails or says nothing now and then, and always after it has done what it was asked for. Orders carry
 * a key by which it knows one that comes again; payments do not.
 */
export async function openShop(random: Random): Promise<Shop> {
  const server = await startFakeHttpServer();
  const done = new Map<string, { keys: Set<string>; times: number }>();
  server.respond = ({ url = "", headers }, response) => {
    const request = server.seen.pop();
    const { who, round } = JSON.parse(request?.body ?? "{}") as { who: string; round: number };
    const name = `${url.slice(1)} ${who}-${round}`;
    const key = headers["idempotency-key"]?.toString() ?? "";
    const known = done.get(name) ?? { keys: new Set<string>(), times: 0 };
    const isRepeated = key !== "" && known.keys.has(key);
    done.set(name, { keys: known.keys.add(key), times: known.times + (isRepeated ? 0 : 1) });
    const answer = () =>
      response.setHeader("content-type", "application/json").end(JSON.stringify({ id: `${who.replaceAll(/\D/g, "")}-${round}` }));
    if (key === "" || isRepeated) return void setTimeout(answer, 50 + random() * 200);
    if (chance(random, 0.1)) return;
    if (chance(random, 0.15)) return void response.writeHead(503).end();
    setTimeout(answer, 50 + random() * 500);
  };
  return {
    url: server.url,
    port: server.port,
    close: () => server.close(),
    doubled: () => [...done].filter(([, { times }]) => times > 1).map(([name]) => name),
    count: () => done.size,
  };
}
