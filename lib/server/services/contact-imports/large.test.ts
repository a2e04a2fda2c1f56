import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const ROWS = 100_000;
const AT_ONCE = 1_000;

/** The file in pieces, as a browser sends it. */
function* pieces(): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("phone;name;language;labels;city;notes\n");
  for (let from = 0; from < ROWS; from += AT_ONCE)
    yield encoder.encode(
      Array.from(
        { length: AT_ONCE },
        (_, n) => `+55119${10_000_000 + from + n};Pessoa ${from + n};pt-BR;lista,${n % 7};"Cidade; ${n}";${"observação ".repeat(8)}\n`,
      ).join(""),
    );
}

test("a file of 100,000 rows is taken in and gone through in flat memory", { timeout: 600_000 }, async () => {
  const { uploadImport } = await import("./upload.ts");
  const { startImport, getImport } = await import("./imports.ts");
  const { runImport } = await import("../../contacts/imports/run.ts");
  const { body: channel } = await api.call("POST", "/channels", { json: { name: "A", phone_number_id: "100" } });
  const actor = { id: "test", role: "editor" } as const;
  // What is still needed, without what is only not swept yet: how much that is depends on how busy the machine is.
  setFlagsFromString("--expose-gc");
  const sweepUp = runInNewContext("gc") as () => void;
  const used = () => {
    sweepUp();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, used())), 1_000);
  const request = new Request("http://siga.test/", {
    method: "POST",
    body: Readable.toWeb(Readable.from(pieces())),
    duplex: "half",
  } as unknown as RequestInit);
  const { id, size, guess } = await uploadImport(actor, request, {});
  expect(size).toBeGreaterThan(12 * 1024 * 1024);
  await startImport(actor, id, { channel_id: channel.id, country: null, columns: guess, labels: [], dry_run: true });
  while ((await getImport(actor, id)).status === "checking") {
    await runImport(id);
    most = Math.max(most, used());
  }
  clearInterval(watch);
  expect(await getImport(actor, id)).toMatchObject({ status: "checked", rows: ROWS, done_rows: ROWS, applied_rows: ROWS });
  // Far below the file itself.
  expect((most - before) / (1024 * 1024)).toBeLessThan(30);
});
