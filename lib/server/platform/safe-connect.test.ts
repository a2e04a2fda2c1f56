import dns from "node:dns";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import tls from "node:tls";
import { EnvHttpProxyAgent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { selfSigned } from "../../../scripts/test-setup/certificate.ts";

/** What the world outside would be: one server; every connection that is let through gets there, whatever its address. */
let served: string[] = [];
let respond: RequestListener = (_request, response) => response.end("ok");
const listener: RequestListener = (request, response) => {
  // Each call makes a connection of its own, so that each is seen.
  response.setHeader("connection", "close");
  served.push(`${request.headers.host}${request.url}`);
  respond(request, response);
};
const plain = createServer(listener);
const secret = selfSigned("api.example.com");
const secure = createTlsServer(secret, listener);
const names: (string | false)[] = [];
secure.on("secureConnection", (socket: tls.TLSSocket) => names.push(socket.servername ?? false));
for (const server of [plain, secure]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const port = (plain.address() as AddressInfo).port;
const securePort = (secure.address() as AddressInfo).port;

process.env.WORKFLOW_OUTBOUND_ALLOW = `127.0.0.1:${port}, crm.internal, crm.internal:8080, crm.internal:25, 10.1.0.0/16:8081`;
tls.setDefaultCACertificates([...tls.getCACertificates(), secret.cert]);
const { safeFetch } = await import("./safe-fetch.ts");
const { BlockedAddressError, NetworkError } = await import("./outbound-errors.ts");
afterAll(() => [plain, secure].forEach((server) => server.close()));

/** What each name's DNS server says, one answer after the other. */
let zone: Record<string, string[][]> = {};
let lookups: string[] = [];
let connections: string[] = [];

const { connect } = net;
const reach = (to: net.TcpNetConnectOpts): net.Socket => {
  connections.push(`${to.host} ${to.port}`);
  return connect({ ...to, host: "127.0.0.1", port });
};

beforeEach(() => {
  [served, lookups, connections] = [[], [], []];
  names.length = 0;
  zone = {};
  respond = (_request, response) => response.end("ok");
  const { lookup } = dns;
  vi.spyOn(dns, "lookup").mockImplementation(((name: string, options: object, callback: (error: Error | null, found: unknown) => void) => {
    lookups.push(name);
    const answers = zone[name];
    if (name === "localhost" || net.isIP(name) !== 0) return lookup(name, options as dns.LookupAllOptions, callback as never);
    if (answers === undefined) return callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }), []);
    const found = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    return callback(
      null,
      found.map((address) => ({ address, family: net.isIP(address) })),
    );
  }) as never);
  vi.spyOn(net, "connect").mockImplementation(reach as never);
  const { connect: connectTls } = tls;
  vi.spyOn(tls, "connect").mockImplementation(((to: tls.ConnectionOptions) => {
    connections.push(`${to.host} ${to.port}`);
    return connectTls({ ...to, host: "127.0.0.1", port: securePort });
  }) as never);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const blocked = async (url: string): Promise<Error> => {
  const error = (await safeFetch(url, { headers: { "X-Key": "secret" } }).catch((error: unknown) => error)) as Error;
  expect(error).toBeInstanceOf(BlockedAddressError);
  expect(connections).toEqual([]);
  return error;
};

/** All spellings of addresses that are not public; none of them is ever looked up. */
test.each([
  ...["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0x7F.1"],
  ...["①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1", "0", "0.0.0.0", "0x0", "00000.1", "10.0.0.1", "0xa.1", "012.1", "167772161"],
  ...["172.16.0.1", "192.168.1.1", "3232235777", "169.254.169.254", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "100.64.0.1"],
  ...["168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1"],
  ...["255.255.255.255", "4294967295", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
  ...["[0:0:0:0:0:ffff:10.0.0.1]", "[::ffff:8.8.8.8]", "[64:ff9b::169.254.169.254]", "[64:ff9b::8.8.8.8]", "[64:ff9b:1::10.0.0.1]"],
  ...["[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]"],
  ...["[3fff::1]", "[100::1]", "[5f00::1]", "[4000::1]"],
])("http://%s/ is blocked before any connection, and so is its https", async (host) => {
  await blocked(`http://${host}/path?key=secret`);
  await blocked(`https://${host}/`);
  expect(lookups).toEqual([]);
});

test.each([
  ["localhost", undefined],
  ["LOCALHOST.", undefined],
  ["private.example", ["10.0.0.1"]],
  ["metadata.example", ["169.254.169.254"]],
  ["zero.example", ["0.0.0.0"]],
  ["six.example", ["::1"]],
  ["mapped.example", ["::ffff:127.0.0.1"]],
  ["nat64.example", ["64:ff9b::a9fe:a9fe"]],
  ["scoped.example", ["fe80::1%1"]],
  ["mixed.example", ["93.184.216.34", "10.0.0.1"]],
  ["mixed-families.example", ["93.184.216.34", "2606:2800::1", "::1"]],
  ["late.example", ["93.184.216.34", "93.184.216.35", "93.184.216.36", "93.184.216.37", "127.0.0.1"]],
  ["a.crm.internal", ["10.0.0.5"]],
])("the name %s that leads to %j is blocked before any connection", async (name, answer) => {
  if (answer !== undefined) zone[name] = [answer];
  await blocked(`http://${name}/`);
  await blocked(`https://${name}/`);
});

test("this machine's own public address is blocked", async () => {
  const interfaces = { eth0: [{ address: "93.184.216.34", family: "IPv4" }] } as unknown as ReturnType<typeof os.networkInterfaces>;
  vi.spyOn(os, "networkInterfaces").mockReturnValue(interfaces);
  zone["me.example"] = [["93.184.216.34"]];
  expect((await blocked("https://me.example/")).message).toContain("an address of this machine");
});

test.each([
  ["http://93.184.216.34/", "93.184.216.34 80"],
  ["http://[2606:2800::1]/", "2606:2800::1 80"],
  ["http://api.example.com:443/", "93.184.216.34 443"],
  ["http://crm.internal/", "10.0.0.5 80"],
  ["http://crm.internal:8080/", "10.0.0.5 8080"],
  ["http://any.internal:8081/", "10.1.0.9 8081"],
])("%s is reached, at %s", async (url, connection) => {
  zone = { "api.example.com": [["93.184.216.34"]], "crm.internal": [["10.0.0.5"]], "any.internal": [["10.1.0.9"]] };
  expect(await (await safeFetch(url)).text()).toBe("ok");
  expect(connections).toEqual([connection]);
});

test.each([
  ["http://api.example.com:22/", "port 22"],
  ["https://api.example.com:8443/", "port 8443"],
  ["http://crm.internal:25/", "port 25"],
  ["http://api.example.com:8080/", "port 8080"],
  ["http://crm.internal:8081/", "port 8081"],
  ["http://any.internal/", "private"],
  ["http://any.internal:8080/", "port 8080"],
  ["http://93.184.216.34:9200/", "port 9200"],
])("%s is blocked for its %s", async (url, why) => {
  zone = { "api.example.com": [["93.184.216.34"]], "crm.internal": [["10.0.0.5"]], "any.internal": [["10.1.0.9"]] };
  expect((await blocked(url)).message).toContain(why);
});

test("what is blocked says which host, why and what to do, and nothing that may be secret", async () => {
  zone["crm.example"] = [["10.0.0.5"]];
  expect((await blocked("http://crm.example/path?key=secret")).message).toBe(
    "The call to crm.example was blocked: it leads to a private address. If flows shall call it, whoever runs this installation adds crm.example to WORKFLOW_OUTBOUND_ALLOW.",
  );
  expect((await blocked("http://[fd00::1]:8080/")).message).toContain("adds [fd00::1]:8080 to WORKFLOW_OUTBOUND_ALLOW");
});

test("a name that leads elsewhere at the second look is looked at once, and connected to where it was checked", async () => {
  zone["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]];
  expect(await (await safeFetch("http://rebind.example/")).text()).toBe("ok");
  expect(lookups).toEqual(["rebind.example"]);
  expect(connections).toEqual(["93.184.216.34 80"]);
  connections = [];
  await blocked("https://rebind.example/");
});

test("the name is asked for in TLS at the checked address, and the certificate must be the name's", async () => {
  zone = { "api.example.com": [["93.184.216.34"]], "other.example.com": [["93.184.216.34"]] };
  expect(await (await safeFetch("https://api.example.com/path")).text()).toBe("ok");
  expect([connections, names, served]).toEqual([["93.184.216.34 443"], ["api.example.com"], ["api.example.com/path"]]);
  await expect(safeFetch("https://other.example.com/")).rejects.toThrow("ERR_TLS_CERT_ALTNAME_INVALID");
  await expect(safeFetch("https://93.184.216.34/")).rejects.toThrow("ERR_TLS_CERT_ALTNAME_INVALID");
  expect(served).toHaveLength(1);
});

test.each([
  "http://127.0.0.1/",
  "http://localhost/",
  "http://0x7f.1/",
  "//[::1]/",
  "http://metadata.example/latest/meta-data",
  "https://api.example.com:8443/",
  "http://93.184.216.34:22/",
  "file:///etc/passwd",
  "https://user:pass@api.example.com/",
])("a redirect to %s is checked anew", async (location) => {
  zone = { "api.example.com": [["93.184.216.34"]], "metadata.example": [["169.254.169.254"]] };
  respond = (_request, response) => response.writeHead(302, { location }).end();
  await expect(safeFetch("http://api.example.com/")).rejects.toThrow(BlockedAddressError);
  expect(served).toEqual(["api.example.com/"]);
  expect(connections).toEqual(["93.184.216.34 80"]);
});

test("a redirect by a name that has moved meanwhile is checked anew", async () => {
  zone["moving.example"] = [["93.184.216.34"], ["10.0.0.1"]];
  respond = (_request, response) => response.writeHead(302, { location: "https://moving.example/" }).end();
  await expect(safeFetch("http://moving.example/")).rejects.toThrow(BlockedAddressError);
  expect(connections).toEqual(["93.184.216.34 80"]);
});

test.each([
  ["refuses", () => new net.Socket().destroy(new Error("refused"))],
  ["is silent", () => new net.Socket()],
])("of several addresses the next is tried when one %s", async (_what, unreachable) => {
  zone["two.example"] = [["93.184.216.34", "93.184.216.35"]];
  // The next one takes its time too.
  const later = () => {
    const socket = new net.Socket();
    setTimeout(() => socket.connect(port, "127.0.0.1"), 300);
    return socket;
  };
  vi.mocked(net.connect).mockImplementation(((to: net.TcpNetConnectOpts) =>
    to.host === "93.184.216.34" ? unreachable() : later()) as never);
  expect(await (await safeFetch("http://two.example/")).text()).toBe("ok");
  expect(served).toEqual(["two.example/"]);
});

test("a name without an address is a NetworkError", async () => {
  zone["empty.example"] = [[]];
  await expect(safeFetch("http://empty.example/")).rejects.toThrow(NetworkError);
  await expect(safeFetch("http://name.invalid/")).rejects.toThrow("name.invalid could not be reached, or broke off: ENOTFOUND.");
});

test("a proxy of the environment and a global dispatcher are not asked", async () => {
  const before = getGlobalDispatcher();
  const proxy = vi.fn<RequestListener>((_request, response) => response.end("from the proxy"));
  const proxyServer = createServer(proxy).on("connect", (_request, socket) => socket.end());
  await new Promise<void>((resolve) => proxyServer.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(proxyServer.address() as AddressInfo).port}`;
  for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"]) vi.stubEnv(name, address);
  setGlobalDispatcher(new EnvHttpProxyAgent());
  try {
    zone["api.example.com"] = [["93.184.216.34"]];
    expect(await (await safeFetch("http://api.example.com/")).text()).toBe("ok");
    expect(connections).toEqual(["93.184.216.34 80"]);
    expect(proxy).not.toHaveBeenCalled();
  } finally {
    setGlobalDispatcher(before);
    vi.unstubAllEnvs();
    proxyServer.close();
  }
});

test("a local server that the setting names is reached, at its port alone", async () => {
  vi.mocked(net.connect).mockRestore();
  expect(await (await safeFetch(`http://localhost:${port}/`)).text()).toBe("ok");
  expect(await (await safeFetch(`http://0x7f.1:${port}/`)).text()).toBe("ok");
  await expect(safeFetch(`http://127.0.0.1:${securePort}/`)).rejects.toThrow(BlockedAddressError);
  expect(served).toHaveLength(2);
});

test("names are looked up two at a time, the next in turn when one is found, and none that nobody waits for any more", async () => {
  const asked = new Map<string, () => void>();
  vi.spyOn(dns, "lookup").mockImplementation(((name: string, _options: object, callback: (error: null, found: unknown) => void) => {
    asked.set(name, () => callback(null, [{ address: "93.184.216.34", family: 4 }]));
  }) as never);
  const calls = ["a", "b", "c", "d", "e"].map((name) => safeFetch(`http://${name}.example/`).then((answer) => answer.text()));
  const settled = Promise.allSettled(calls);
  await expect.poll(() => [...asked.keys()]).toEqual(["a.example", "b.example"]);
  asked.get("b.example")?.();
  expect(await calls[1]).toBe("ok");
  expect([...asked.keys()]).toEqual(["a.example", "b.example", "c.example"]);
  // The others are given up after their time to connect; a look-up under way keeps its place until it ends.
  expect((await settled).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "rejected", "rejected"]);
  expect(asked.size).toBe(3);
  asked.get("a.example")?.();
  asked.get("c.example")?.();
  expect(asked.size).toBe(3);
  const later = safeFetch("http://f.example/").then((answer) => answer.text());
  await expect.poll(() => asked.get("f.example")).toBeDefined();
  asked.get("f.example")?.();
  expect(await later).toBe("ok");
});
