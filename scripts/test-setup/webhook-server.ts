import { createServer } from "node:http";
import { guardServers } from "#server/http/edge";
import { openFrontDoor } from "#server/http/front-door";
import { POST as start } from "../../app/api/v1/flows/start/route.ts";
import { POST as callBack } from "../../app/callback/[token]/route.ts";
import { POST } from "../../app/webhook/whatsapp/route.ts";

/**
 * The web process of the path tests: the webhook, the addresses of call-backs, and where the API starts a flow, through the same front
 * door as in `npm start`, with nothing behind it. Next would need a build of the whole console, minutes on a small machine; a test beside
 * these runs it where a build is at hand. The argument is the port, 0 for any; the parent is told which it was.
 */
guardServers();
openFrontDoor({
  "/webhook/whatsapp": POST,
  "/callback/*": (request) => callBack(request, { params: Promise.resolve({}) }),
  "/api/v1/flows/start": (request) => start(request, { params: Promise.resolve({}) }),
});
guardServers();
const server = createServer((_request, response) => response.writeHead(404).end());
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", 1024, () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on("disconnect", () => process.exit());
