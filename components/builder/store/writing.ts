/** A field in which somebody types. */
export interface Writing {
  /** What it belongs to: the config of a node, or the condition of a transition. */
  of: { nodeId: string } | { transitionId: string };
  /** What was told of it before: that stays until it is mended. */
  before: ReadonlySet<string>;
}
