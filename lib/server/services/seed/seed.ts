import { env } from "../../platform/env.ts";
import { seedAdmin } from "./admin.ts";
import { liftPausesOfSettings, seedChannel } from "./channel.ts";
import { seedDemoFlow } from "./demo-flow.ts";

/**
 * What every installation begins with. Run at each start; what is there stays as people have it, but for the token of the environment's own
 * number (see `seedChannel`).
 */
export async function seed(): Promise<{ createdAdmin: boolean }> {
  const settings = env();
  await seedDemoFlow();
  await seedChannel(settings);
  await liftPausesOfSettings();
  return { createdAdmin: await seedAdmin(settings) };
}
