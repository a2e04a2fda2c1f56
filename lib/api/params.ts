import { z } from "zod";
import { bigId, smallId } from "./ids.ts";

/**
 * What stands in the addresses of a flow, a contact, an execution, and of what belongs to them. By themselves, because the browser loads no
 * more of a resource than it calls.
 */
export const flowParams = z.object({ id: smallId });
export const contactParams = z.object({ id: bigId });
export const executionParams = z.object({ id: bigId });
