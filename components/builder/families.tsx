import { Ear, Flag, type LucideIcon, MessageSquareText, Plug, Split, Users } from "lucide-react";
import type { CSSProperties } from "react";
import { cn } from "#components/ui/cn.ts";
import type { NodeFamily } from "#lib/engine/define-node.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";

/** In the order of the palette. */
export const FAMILIES: readonly NodeFamily[] = ["talk", "listen", "decide", "connect", "people", "flow"];

const ICONS: Record<NodeFamily, LucideIcon> = {
  talk: MessageSquareText,
  listen: Ear,
  decide: Split,
  connect: Plug,
  people: Users,
  flow: Flag,
};

/** The family of a node type; one that this installation does not know counts as part of the flow's frame. */
export const familyOf = (nodeType: string): NodeFamily => nodeTypes.get(nodeType)?.family ?? "flow";

/** Sets `--family` to the family's colour for what is inside. */
export function familyStyle(family: NodeFamily): CSSProperties {
  return { "--family": `var(--family-${family})` } as CSSProperties;
}

/** The family's icon in its colour: in the palette, on cards, in lists and logs. */
export function FamilyIcon({ family, size = "md", className }: { family: NodeFamily; size?: "sm" | "md"; className?: string }) {
  const Icon = ICONS[family];
  return (
    <span
      aria-hidden="true"
      style={familyStyle(family)}
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded-md bg-(--family)/14 text-(--family)",
        size === "sm" ? "size-5 [&_svg]:size-3" : "size-7 [&_svg]:size-4",
        className,
      )}
    >
      <Icon />
    </span>
  );
}
