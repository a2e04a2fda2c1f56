import { pool } from "#server/db";
import { seed } from "#server/seed/seed";

const { createdAdmin } = await seed();
if (createdAdmin) console.log("created the first administrator");
await pool().end();
