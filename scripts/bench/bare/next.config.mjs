import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** @type {import("next").NextConfig} The product's settings, as far as they concern a route. */
export default { poweredByHeader: false, serverExternalPackages: ["pg", "pg-boss"], turbopack: { root }, outputFileTracingRoot: root };
