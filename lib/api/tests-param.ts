import { z } from "zod";

/** Of lists in which people who only tried a flow are among customers. */
export const testsParam = z
  .enum(["true", "false"])
  .optional()
  .meta({ description: "`false` leaves out those who only tried a flow; `true` lists them alone." });
