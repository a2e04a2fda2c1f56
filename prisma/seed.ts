import { pool } from "#server/platform/db";
import { seed } from "#server/services/seed/seed";

const { createdAdmin } = await seed();
if (createdAdmin) console.log("created the first administrator");
await pool().end();
