import { expect, test } from "vitest";
import { type DatabaseSettings, hostsOf, parseDatabaseUrl } from "./database-settings.ts";

const at = (url: string) => {
  const { hosts, user, password, database } = parseDatabaseUrl(url);
  return `${user} ${password} ${hosts.map(({ host, port }) => `${host}|${port}`).join(" ")} ${database}`;
};

test.each([
  ["postgresql://siga:secret@db:6432/flows", "siga secret db|6432 flows"],
  ["postgres://siga@db", "siga  db|5432 siga"],
  ["postgresql://siga:p%40ss%2Fw%3Ard%3F@db/flows", "siga p@ss/w:rd? db|5432 flows"],
  ["postgresql://siga:p@ss@db/flows", "siga p@ss db|5432 flows"],
  ["postgresql://siga:p/a#s?s:w@db:6432/flows", "siga p/a#s?s:w db|6432 flows"],
  ["postgresql://siga:100%@db/flows", "siga 100% db|5432 flows"],
  ["postgresql://siga:a@b/c@db/flows?application_name=x@y", "siga a@b/c db|5432 flows"],
  ["postgresql://siga:s@db/flows?application_name=x@y", "siga s db|5432 flows"],
  ["postgresql://siga:s@[2001:db8::1]:6432/flows", "siga s 2001:db8::1|6432 flows"],
  ["postgresql://siga:s@%2Fvar%2Frun%2Fpostgresql/flows", "siga s /var/run/postgresql|5432 flows"],
  ["postgresql://siga:s@/flows?host=/var/run/postgresql&port=6432", "siga s /var/run/postgresql|6432 flows"],
  ["postgresql:///flows?host=/tmp&user=siga&password=a%26b", "siga a&b /tmp|5432 flows"],
  ["postgresql://siga:s@one:1,two,three:3/flows", "siga s one|1 two|5432 three|3 flows"],
  ["postgresql://siga:s@/flows?host=one,two&port=1,2", "siga s one|1 two|2 flows"],
])("%s", (url, expected) => {
  expect(at(url)).toBe(expected);
});

test.each([
  ["postgresql://siga:s@a b/flows", /is no address/],
  ["postgresql://siga:hunter2@db/a/b", /is no address/],
  ["postgresql://siga:hunter2@db:99999/flows", /port/],
  ["postgresql://siga:hunter2@db/flows?sslmode=verify", /sslmode/],
  ["https://siga:hunter2@db", /must begin/],
])("%s is refused without a piece of it", (url, said) => {
  const refusal = (() => {
    try {
      return JSON.stringify(parseDatabaseUrl(url));
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  })();
  expect(refusal).toMatch(said);
  expect(refusal).not.toMatch(/hunter2|a b|siga:/);
});

test("hosts in a variable of their own", () => {
  expect(hostsOf("/var/run/postgresql", "")).toEqual([{ host: "/var/run/postgresql", port: 5432 }]);
  expect(hostsOf("::1", "6432")).toEqual([{ host: "::1", port: 6432 }]);
  expect(hostsOf("[::1]", "")).toEqual([{ host: "::1", port: 5432 }]);
  expect(hostsOf("a, b", "1,2")).toEqual([
    { host: "a", port: 1 },
    { host: "b", port: 2 },
  ]);
  for (const [hosts, ports] of [
    ["db:5433", ""],
    ["p@ss@db", ""],
    ["postgres://db", ""],
    ["a,b", "1,2,3"],
    ["a", "0"],
  ] as const)
    expect(() => hostsOf(hosts, ports)).toThrow(/^(must|has)/);
});

test.each<[string, DatabaseSettings["sslMode"]]>([
  ["", "disable"],
  ["?sslmode=prefer", "prefer"],
  ["?sslmode=require", "require"],
  ["?sslmode=no-verify", "require"],
  ["?sslmode=require&sslrootcert=/ca.pem", "verify-ca"],
  ["?sslmode=verify-full", "verify-full"],
  ["?ssl=true", "verify-full"],
  ["?ssl=false", "disable"],
])("sslmode of %j", (query, expected) => {
  expect(parseDatabaseUrl(`postgresql://u@h/d${query}`).sslMode).toBe(expected);
});
