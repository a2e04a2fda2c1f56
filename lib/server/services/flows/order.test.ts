import { afterAll, expect, test } from "vitest";
import { startTestApi } from "../../../../scripts/test-setup/api.ts";

const api = await startTestApi();
afterAll(() => api.close());

const create = async (name: string): Promise<number> => (await api.call("POST", "/flows", { json: { name } })).body.id;

test("flows come by their last edit when that is asked for, page by page", async () => {
  const [first, second, third] = [await create("Ordem A"), await create("Ordem B"), await create("Ordem C")];
  await api.call("PATCH", `/flows/${second}`, { json: { description: "mudou" } });
  await api.call("PUT", `/flows/${first}/draft`, { json: { nodes: [], transitions: [], start: null, revision: 1 } });
  const ids: number[] = [];
  let cursor = "";
  do {
    const { body } = await api.call("GET", `/flows?search=ordem&order=edited&limit=2${cursor}`);
    ids.push(...body.items.map((item: { id: number }) => item.id));
    cursor = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
  } while (cursor !== "");
  expect(ids).toEqual([first, second, third]);
});
