import type { Translation } from "../message.ts";
import type { executionsPt } from "./executions.pt.ts";

export const executionsEn: Translation<typeof executionsPt> = {};
