import type { AppResponse } from "#lib/api/apps.ts";
import type { FlowChoice } from "./channel-fields.tsx";

/** What the assistant is told of the installation. */
export interface AssistantSurroundings {
  apps: readonly AppResponse[];
  flows: readonly FlowChoice[];
  /** Where the web is reached from outside. */
  origin: string;
  environment: { hasSecret: boolean; verifyToken: string | null };
}
