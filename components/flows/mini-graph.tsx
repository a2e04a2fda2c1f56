import type { TemplateCard } from "./types.ts";

const WIDTH = 260;
const HEIGHT = 132;

/** What a flow looks like from afar: its nodes as coloured blocks where they stand. */
export function MiniGraph({ nodes, links }: Pick<TemplateCard, "nodes" | "links">) {
  const [left, top] = [Math.min(...nodes.map(({ x }) => x)), Math.min(...nodes.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...nodes.map(({ x }) => x)) + WIDTH, Math.max(...nodes.map(({ y }) => y)) + HEIGHT];
  return (
    <svg aria-hidden="true" viewBox={`${left - 40} ${top - 40} ${right - left + 80} ${bottom - top + 80}`} className="h-full w-full">
      {links.map(([from, to]) => {
        const [a, b] = [nodes[from], nodes[to]];
        if (!a || !b || b.x < a.x) return null;
        const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2];
        const bend = (x2 - x1) / 2;
        return (
          <path
            key={`${from}-${to}`}
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            fill="none"
            stroke="var(--input)"
            strokeWidth="14"
          />
        );
      })}
      {nodes.map((node) => (
        <rect
          key={`${node.x} ${node.y}`}
          x={node.x}
          y={node.y}
          width={WIDTH}
          height={HEIGHT}
          rx="28"
          fill={`var(--family-${node.family})`}
        />
      ))}
    </svg>
  );
}
