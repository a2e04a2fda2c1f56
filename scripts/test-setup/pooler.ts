import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import pg from "pg";

/**
 * A connection pooler in transaction mode, as PgBouncer without tracking of prepared statements: many clients on a few connections
 * to the server, each lent for one transaction only and to whoever waits longest. It knows of no statement's name and resets nothing,
 * so whatever a client leaves behind meets the next.
 */
export interface Pooler {
  url: string;
  close(): Promise<void>;
}

interface Lent {
  socket: Socket;
  borrower: Client | null;
}

interface Client {
  socket: Socket;
  server: Lent | null;
  /** Not sent yet, for want of a connection. */
  unsent: Buffer[];
  /** ReadyForQuery that the server still owes. */
  owed: number;
}

const SSL_REQUEST = 80_877_103;
const message = (type: string, body: Buffer) => Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export async function startPooler(databaseUrl: string, size: number): Promise<Pooler> {
  const clients = new Set<Client>();
  const waiting: Client[] = [];
  const servers = await Promise.all(Array.from({ length: size }, () => connectServer(databaseUrl)));
  const lent = servers.map(({ socket, parameters }): Lent & { parameters: Buffer[] } => ({ socket, borrower: null, parameters }));
  const parameters = lent[0]?.parameters ?? [];

  function lend(): void {
    // The connection that has been idle longest, so that nobody meets the same one twice in a row.
    for (
      let free = lent.find(({ borrower }) => borrower === null);
      free && waiting.length > 0;
      free = lent.find((each) => each.borrower === null)
    ) {
      const client = waiting.shift() as Client;
      client.server = free;
      free.borrower = client;
      for (const bytes of client.unsent.splice(0)) free.socket.write(bytes);
    }
  }

  function giveBack(server: Lent): void {
    if (server.borrower !== null) server.borrower.server = null;
    server.borrower = null;
    lent.push(...lent.splice(lent.indexOf(server as never), 1));
    lend();
  }

  for (const server of lent) {
    server.socket.on(
      "data",
      messages((type, bytes) => {
        const client = server.borrower;
        if (client === null) return;
        if (!client.socket.destroyed) client.socket.write(bytes);
        if (type !== "Z") return;
        client.owed -= 1;
        if (client.owed === 0 && bytes.toString("latin1", 5, 6) === "I") giveBack(server);
      }),
    );
  }

  const listener = createServer((socket) => {
    const client: Client = { socket, server: null, unsent: [], owed: 0 };
    clients.add(client);
    socket.on("error", () => {});
    let started = false;
    const take = messages((type, bytes) => {
      if (type === "X") return;
      if (type === "Q" || type === "S" || type === "F") client.owed += 1;
      if (client.server !== null) return void client.server.socket.write(bytes);
      client.unsent.push(bytes);
      if (!waiting.includes(client)) waiting.push(client);
      lend();
    });
    socket.on("data", (data: Buffer) => {
      if (started) return take(data);
      if (data.readInt32BE(4) === SSL_REQUEST) return void socket.write("N");
      started = true;
      // Numbers of its own for cancelling, as every pooler has to.
      socket.write(Buffer.concat([message("R", int32(0)), ...parameters, message("K", randomBytes(8)), message("Z", Buffer.from("I"))]));
    });
    socket.on("close", () => {
      clients.delete(client);
      if (waiting.includes(client)) waiting.splice(waiting.indexOf(client), 1);
      // In the middle of a transaction: nobody may have this connection as it is.
      client.server?.socket.write(message("Q", Buffer.from("ROLLBACK\0")));
      if (client.server !== null) client.owed += 1;
    });
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.href,
    async close() {
      listener.close();
      for (const { socket } of clients) socket.destroy();
      for (const { socket } of lent) socket.destroy();
    },
  };
}

/** Signed in by pg, then without it. */
async function connectServer(databaseUrl: string): Promise<{ socket: Socket; parameters: Buffer[] }> {
  const client = new pg.Client(databaseUrl);
  client.on("error", () => {});
  const parameters: Buffer[] = [];
  const { connection } = client as unknown as { connection: { stream: Socket } & NodeJS.EventEmitter };
  connection.on("parameterStatus", ({ parameterName, parameterValue }: Record<string, string>) =>
    parameters.push(message("S", Buffer.from(`${parameterName}\0${parameterValue}\0`))),
  );
  await client.connect();
  const socket = connection.stream;
  socket.removeAllListeners("data");
  socket.on("error", () => {});
  return { socket, parameters };
}

/** Cuts a stream into PostgreSQL's messages. */
function messages(each: (type: string, bytes: Buffer) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    while (rest.length >= 5) {
      const length = rest.readInt32BE(1) + 1;
      if (rest.length < length) return;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      each(bytes.toString("latin1", 0, 1), bytes);
    }
  };
}
