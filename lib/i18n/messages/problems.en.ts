import { PROBLEMS } from "../../engine/problem/problems.ts";
import type { Translation } from "../message.ts";
import type { problemsPt } from "./problems.pt.ts";

/** The engine's own words are English. */
export const problemsEn: Translation<typeof problemsPt> = PROBLEMS;
