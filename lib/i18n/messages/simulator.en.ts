import type { Translation } from "../message.ts";
import type { simulatorPt } from "./simulator.pt.ts";

export const simulatorEn: Translation<typeof simulatorPt> = {};
