import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactCompiler: true,
  // One copy of the drivers, loaded by Node as the worker loads them.
  serverExternalPackages: ["pg", "pg-boss", "pino", "prom-client"],
  // Each route's code when it is first asked for, not all at the start: a web that only takes webhooks stays a third smaller.
  experimental: { preloadEntriesOnStart: false },
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
  // What a page needs besides its policy, which has a nonce (proxy.ts); Strict-Transport-Security hangs on NEXTAUTH_URL (edge.ts).
  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries({
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
      }).map(([key, value]) => ({ key, value })),
    },
  ],
  // Nothing here needs it, and it would work on any path of ours for anybody.
  images: { unoptimized: true },
  // `npm start` asks for a running product soon; types are checked by `npm run build` and `npm test`.
  typescript: { ignoreBuildErrors: process.env.SIGA_BUILD === "unchecked" },
  ...(process.env.NEXT_OUTPUT === "standalone" && { output: "standalone" }),
};
