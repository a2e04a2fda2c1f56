import { expect, test } from "vitest";
import { BODY_BYTES } from "#lib/api/contract.ts";
import { readJson } from "./json-body.ts";

const read = (body: BodyInit, headers: Record<string, string> = { "content-type": "application/json" }) =>
  readJson(
    new Request("http://siga.test/", { method: "POST", body, headers, ...(body instanceof ReadableStream ? { duplex: "half" } : {}) }),
  );

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

test.each([
  ["an object", '{"a":[1,"ção 😀",null]}', { a: [1, "ção 😀", null] }],
  ["what is nested as deep as allowed", nested(100), JSON.parse(nested(100))],
  ["a surrogate pair written as escapes", '"\\ud83d\\ude00"', "😀"],
  ["null", "null", null],
])("%s is read", async (_, text, value) => {
  expect(await read(text)).toEqual(value);
});

test("no body is undefined, whatever its type is said to be", async () => {
  expect(await read("", { "content-type": "text/plain" })).toBeUndefined();
});

test.each([
  ["half an object", '{"a":', 400, "valid JSON"],
  ["two values", "{} {}", 400, "valid JSON"],
  ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "UTF-8"],
  ["U+0000 in a text", '{"a":[{"b":"x\\u0000"}]}', 400, "/a/0/b"],
  ["U+0000 in a key", '{"a":{"x\\u0000":1}}', 400, "/a"],
  ["a lone high surrogate", '{"a":"\\ud800x"}', 400, "/a"],
  ["a lone low surrogate", '{"a~/b":"\\udc00"}', 400, "/a~0~1b"],
  ["__proto__", '{"a":{"__proto__":{"x":1}}}', 400, "/a/__proto__"],
  ["constructor", '{"constructor":1}', 400, "/constructor"],
  ["a number that JSON can write and nothing can hold", '{"n":1e999}', 400, "/n"],
  ["a whole number that would come in as its neighbour", '{"a":[{"id":9007199254740993}]}', 422, "/a/0/id"],
  ["a long whole number", '{"order":12345678901234567890}', 422, "send it as text"],
  ["101 levels", nested(101), 400, "100 levels"],
  ["100,000 levels", nested(100_000), 400, "100 levels"],
  ["100,000 open lists", "[".repeat(100_000), 400, "JSON"],
  ["more than 4 MB", `"${"x".repeat(BODY_BYTES.flow)}"`, 413, "4 MB"],
  ["more than 200,000 values", `[${"1,".repeat(200_000)}1]`, 413, "200000 values"],
  ["more than 200,000 values in many lists", `[${"[[],{}],".repeat(70_000)}1]`, 413, "200000 values"],
] as const)("%s is refused, and the refusal says where", async (_, body, status, mention) => {
  await expect(read(body)).rejects.toMatchObject({ name: "Problem", status, message: expect.stringContaining(mention) });
});

test("a body has as many bytes as its operation wants, and is told how many", async () => {
  const text = JSON.stringify("x".repeat(64 * 1024 - 2));
  const send = (body: string) =>
    readJson(new Request("http://siga.test/", { method: "POST", body, headers: { "content-type": "application/json" } }), BODY_BYTES.usual);
  expect(await send(text)).toHaveLength(64 * 1024 - 2);
  await expect(send(`${text} `)).rejects.toMatchObject({ status: 413, message: expect.stringContaining("64 KB") });
});

test("what only looks like many values in a text is one", async () => {
  const text = JSON.stringify({ text: `${'\\"[,{'.repeat(210_000)}` });
  expect(Object.keys((await read(text)) as object)).toEqual(["text"]);
  expect(await read(`[${"1,".repeat(199_000)}1]`)).toHaveLength(199_001);
});

test("millions of small values keep nobody waiting", async () => {
  for (const body of [`[${"1,".repeat(2_000_000)}1]`, `[${"{},".repeat(1_300_000)}1]`]) {
    const before = performance.now();
    await expect(read(body)).rejects.toMatchObject({ status: 413 });
    const refused = performance.now();
    JSON.parse(body);
    // Less than reading them would have taken, with room for a busy machine.
    expect((refused - before) / (performance.now() - refused)).toBeLessThan(5);
  }
});

test("a body without end is refused after 4 MB", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  await expect(read(endless)).rejects.toMatchObject({ status: 413 });
  expect(sent).toBeLessThan(BODY_BYTES.flow + 10 * 65_536);
});

test.each([
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ["plain text", { "content-type": "text/plain" }, 415],
  ["compressed JSON", { "content-type": "application/json", "content-encoding": "gzip" }, 415],
  ["JSON with a charset", { "content-type": "Application/JSON; charset=utf-8" }, 200],
  ["a kind of JSON", { "content-type": "application/merge-patch+json" }, 200],
])("%s is taken or refused by its type", async (_, headers, status) => {
  if (status === 200) expect(await read("{}", headers)).toEqual({});
  else await expect(read("{}", headers)).rejects.toMatchObject({ status });
});
