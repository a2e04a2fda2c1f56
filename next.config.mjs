import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactCompiler: true,
  // One copy of the drivers, loaded by Node as the worker loads them.
  serverExternalPackages: ["pg", "pg-boss", "pino"],
  // `next dev` prints the arguments of server actions: passwords, tokens and secrets.
  logging: { serverFunctions: false },
  // A lock file in some parent folder must not move the root.
  turbopack: { root },
  outputFileTracingRoot: root,
  // Started as a thread, by its path (scripts/build-threads.ts).
  outputFileTracingIncludes: { "/api/v1/flows/*/tests/run": ["./dist/flow-tests.mjs"] },
  // The replaced system had these at the root; its clients keep working.
  rewrites: async () => [
    { source: "/flows/:path*", destination: "/api/v1/flows/:path*" },
    { source: "/health", destination: "/api/v1/health" },
    { source: "/openapi.json", destination: "/api/v1/openapi.json" },
  ],
  // `npm start` asks for a running product soon; types are checked by `npm run build` and `npm test`.
  typescript: { ignoreBuildErrors: process.env.SIGA_BUILD === "unchecked" },
  ...(process.env.NEXT_OUTPUT === "standalone" && { output: "standalone" }),
};
