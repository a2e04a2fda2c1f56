import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { requirePageUser } from "#server/auth/session";
import { isEmulatorHere } from "#server/services/emulator/emulator";
import { findFlows } from "./flow-actions.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor, user } = await requirePageUser();
  return (
    <Shell user={{ name: user.name, email: user.email, role: actor.role }} findFlows={findFlows} hasPhone={isEmulatorHere()}>
      {children}
    </Shell>
  );
}
