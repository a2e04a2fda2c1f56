import dns from "node:dns";
import net from "node:net";
import os from "node:os";
import tls from "node:tls";
import type { buildConnector } from "undici";
import { env } from "./env.ts";
import { outboundRefusal, outboundRemedy } from "./outbound-allow.ts";
import { BlockedAddressError, NetworkError, RequestTimeoutError } from "./outbound-errors.ts";

/** Finding the host's addresses and connecting to one of them, TLS included. */
const CONNECT_TIMEOUT_MS = 3_000;
/** A name may have any number of addresses; all are checked, these many are tried. */
const MOST_TRIED = 3;

/**
 * Opens undici's connections, and only to where WORKFLOW_OUTBOUND_ALLOW and the classes of addresses let them go. A name is
 * resolved once: what was checked is what is connected to, so a second answer of its DNS server is never asked for.
 */
export const safeConnect: buildConnector.connector = (options, callback) => {
  connection(options).then(
    (socket) => callback(null, socket),
    (error: Error) => callback(error, null),
  );
};

/** undici gives the host without brackets, and no port where it is the protocol's own. */
async function connection({ protocol, hostname: host, port: given }: buildConnector.Options): Promise<net.Socket> {
  const secure = protocol === "https:";
  const port = given === "" ? (secure ? 443 : 80) : Number(given);
  const latest = performance.now() + CONNECT_TIMEOUT_MS;
  const addresses = net.isIP(host) === 0 ? await resolve(host) : [host];
  const own = Object.values(os.networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? []);
  for (const address of addresses) {
    const why = outboundRefusal({ host, address, port }, env().WORKFLOW_OUTBOUND_ALLOW, own);
    if (why !== null) throw new BlockedAddressError(host, why, outboundRemedy(host, port));
  }
  const tried = addresses.slice(0, MOST_TRIED);
  let failure: Error = new NetworkError(`${host} has no address.`);
  for (const [index, address] of tried.entries()) {
    try {
      // A first address that is silent leaves time for the next.
      const timeoutMs = Math.max(0, latest - performance.now()) / (tried.length - index);
      return await open(secure, { host: address, port }, host, timeoutMs);
    } catch (error) {
      failure = error as Error;
    }
  }
  throw failure;
}

/**
 * Each look-up holds one of the process's four threads, for ten seconds and more where a name's server is silent. These many may
 * be held, so that calls to language models, files and ciphers find one whatever flows call.
 */
const MOST_LOOKUPS = 2;
let lookups = 0;
const waiting = new Set<() => void>();

/** Every address of a name, as this machine's resolver and hosts file know it. */
function resolve(host: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // One that is under way can't be called off; what it says later is not heard.
      waiting.delete(lookup);
      reject(noConnection(host));
    }, CONNECT_TIMEOUT_MS);
    function lookup(): void {
      lookups += 1;
      dns.lookup(host, { all: true }, (error, found) => {
        lookups -= 1;
        const [next] = waiting;
        if (next !== undefined && waiting.delete(next)) next();
        clearTimeout(timer);
        if (error === null) resolve(found.map(({ address }) => address));
        else reject(error);
      });
    }
    if (lookups < MOST_LOOKUPS) lookup();
    else waiting.add(lookup);
  });
}

function open(secure: boolean, at: { host: string; port: number }, host: string, timeoutMs: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    // TLS asks for the name, and checks the certificate against it; against the address where that is all there is.
    const name = net.isIP(host) === 0 ? { servername: host } : {};
    const socket = secure ? tls.connect({ ...at, ...name, ALPNProtocols: ["http/1.1"] }) : net.connect(at);
    const timer = setTimeout(() => socket.destroy(noConnection(host)), timeoutMs);
    socket
      .setNoDelay(true)
      .once(secure ? "secureConnect" : "connect", () => {
        clearTimeout(timer);
        resolve(socket);
      })
      .on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
  });
}

const noConnection = (host: string) =>
  new RequestTimeoutError(`${host} could not be connected to within ${CONNECT_TIMEOUT_MS / 1000} seconds.`);
