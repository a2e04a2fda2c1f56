import type { Translation } from "../message.ts";
import type { flowsPt } from "./flows.pt.ts";

export const flowsEn: Translation<typeof flowsPt> = {};
