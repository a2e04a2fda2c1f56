import type { PublishTestsState } from "#components/simulator/publish-tests.tsx";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { SaveState } from "../saving/autosave.ts";

interface Seen {
  errors: number;
  warnings: number;
  tests: PublishTestsState;
  saving: SaveState["kind"];
  /** What is live cannot be asked for. */
  isOffline: boolean;
  /** What is live is known as it is now; not what it was when somebody last looked. */
  isLiveKnown: boolean;
  /** Changes that conversations notice; null: nothing is live. */
  changes: number | null;
  /** The draft is what is live, and no channel was chosen for it. */
  isNothing: boolean;
}

/** Why a draft cannot be published now, by the end of the name of the text that says so. */
type Obstacle = "nothing" | "fix" | "offline" | "stale" | "looking" | "testing";

/** Whether a draft can be published, why not, and whether it is what one would want. */
export function readiness({ errors, warnings, tests, saving, isOffline, isLiveKnown, changes, isNothing }: Seen): {
  obstacle: Obstacle | null;
  /** One is asked to think twice: nothing that conversations notice, or something that may be wrong. */
  isDoubtful: boolean;
} {
  const obstacles: [Obstacle, boolean][] = [
    ["offline", saving === "offline" || isOffline],
    ["stale", saving === "stale"],
    ["looking", !isLiveKnown],
    ["nothing", isNothing],
    ["fix", errors > 0],
    ["testing", tests === "running"],
  ];
  const obstacle = obstacles.find(([, stands]) => stands)?.[0] ?? null;
  return { obstacle, isDoubtful: changes === 0 || warnings > 0 || tests === "failed" || tests === "unknown" };
}

/** How many nodes of each type there are, the most frequent first. */
export function countTypes({ nodes }: FlowGraph): [type: string, count: number][] {
  const counts = Map.groupBy(nodes, ({ node_type }) => node_type);
  return [...counts].map(([type, all]): [string, number] => [type, all.length]).toSorted((a, b) => b[1] - a[1]);
}
