import { env } from "../env.ts";
import { seedAdmin } from "./admin.ts";
import { seedChannel } from "./channel.ts";
import { seedDemoFlow } from "./demo-flow.ts";

/** What every installation begins with. Run at each start; changes nothing that a person has changed since. */
export async function seed(): Promise<{ createdAdmin: boolean }> {
  const settings = env();
  await seedDemoFlow();
  await seedChannel(settings);
  return { createdAdmin: await seedAdmin(settings) };
}
