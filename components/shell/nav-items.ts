import { MessageSquareText, Settings, Users, Workflow } from "lucide-react";

/** The console's places, in the order of their use. */
export const NAV_ITEMS = [
  { href: "/", key: "common.flows", icon: Workflow },
  { href: "/console/executions", key: "common.executions", icon: MessageSquareText },
  { href: "/console/contacts", key: "common.contacts", icon: Users },
  { href: "/console/settings", key: "common.settings", icon: Settings },
] as const;

/** Whether this place holds the page at `pathname`; a flow's page belongs to the list of flows. */
export function isCurrent(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/console/flows");
  return pathname === href || pathname.startsWith(`${href}/`);
}
