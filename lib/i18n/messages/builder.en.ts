import type { Translation } from "../message.ts";
import type { builderPt } from "./builder.pt.ts";

export const builderEn: Translation<typeof builderPt> = {};
