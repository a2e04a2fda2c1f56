// Preloaded into the web process (`npm start`, the image): what reaches Node's HTTP server passes here before Next sees it.
// Plain JavaScript, because the image runs it as it is.
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

const createServer = http.createServer;

http.createServer = (...args) => {
  const listener = args.at(-1);
  if (typeof listener !== "function") return createServer(...args);
  return createServer(...args.slice(0, -1), (request, response) => {
    // Set by front-door.ts inside Next's own bundle, whose modules nobody else can reach.
    if (globalThis.sigaFrontDoor?.(request, response) !== true) listener(request, response);
  });
};
// For whoever imports it by its name.
syncBuiltinESMExports();
