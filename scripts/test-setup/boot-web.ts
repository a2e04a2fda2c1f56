import { register } from "../../instrumentation.ts";

/** What the web does before its first request, and nothing after it. */
process.env.NEXT_RUNTIME = "nodejs";
await register();
process.exit(0);
