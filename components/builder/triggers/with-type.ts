import { competes, isOnChannels, type Trigger, type TriggerType } from "#lib/engine/trigger-types.ts";
import { DEFAULT_PRIORITY } from "#lib/engine/triggers/schema.ts";
import { DEFAULT_TIME_ZONE } from "#lib/engine/values/environment.ts";

/** The trigger as one of another type: what both have stays. */
export function withType({ id, priority, on_open, channels }: Trigger, type: TriggerType): Trigger {
  const common = {
    id,
    priority: competes(type) ? priority : DEFAULT_PRIORITY,
    on_open,
    ...(channels && isOnChannels(type) && { channels }),
  };
  switch (type) {
    case "words":
      return { ...common, type, match: "exact", words: [] };
    case "schedule":
      return { ...common, type, cron: "0 9 * * 1-5", time_zone: DEFAULT_TIME_ZONE, labels: [] };
    case "flow":
      // What else there is to say, the other flow says.
      return { id, type, priority: DEFAULT_PRIORITY, on_open: "ignore" };
    default:
      return { ...common, type };
  }
}
