/** What a transition may be drawn in, each a colour of the theme. */
const COLOURS = ["edge", "primary", "success", "danger", "warning"] as const;
export type LineColour = (typeof COLOURS)[number];

/** The usual colour stands in the stylesheet, where pointing at the line changes it. */
export const strokeOf = (colour: LineColour) => (colour === "edge" ? undefined : `var(--${colour})`);
export const arrowOf = (colour: LineColour) => `url(#arrow-${colour})`;

/** The heads of the transitions, in their colours and of one size: React Flow's own stay grey and grow with the line. */
export function ArrowHeads() {
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute size-0">
      <defs>
        {COLOURS.map((colour) => (
          <marker
            key={colour}
            id={`arrow-${colour}`}
            viewBox="-10 -10 20 20"
            markerWidth="24"
            markerHeight="24"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
            refX="0"
            refY="0"
          >
            <path
              d="M-5,-4 L0,0 L-5,4 Z"
              strokeLinejoin="round"
              strokeWidth="1"
              style={{ stroke: `var(--${colour})`, fill: `var(--${colour})` }}
            />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
