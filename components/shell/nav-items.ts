import { MessageCircleWarning, MessageSquareText, Settings, Smartphone, Users, Workflow, Zap } from "lucide-react";

/** The console's places, in the order of their use. */
const NAV_ITEMS = [
  { href: "/", key: "common.flows", icon: Workflow },
  { href: "/console/triggers", key: "triggers.title", icon: Zap },
  { href: "/console/executions", key: "common.executions", icon: MessageSquareText },
  { href: "/console/unanswered", key: "common.unanswered", icon: MessageCircleWarning },
  { href: "/console/contacts", key: "common.contacts", icon: Users },
  { href: "/console/settings", key: "common.settings", icon: Settings },
] as const;

/** The phones at the emulated Meta, where there is one. */
const PHONE = { href: "/console/phone", key: "common.phone", icon: Smartphone } as const;

export const navItems = (hasPhone: boolean) => (hasPhone ? [...NAV_ITEMS, PHONE] : NAV_ITEMS);

/** Whether this place holds the page at `pathname`; a flow's page belongs to the list of flows. */
export function isCurrent(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/console/flows");
  return pathname === href || pathname.startsWith(`${href}/`);
}
