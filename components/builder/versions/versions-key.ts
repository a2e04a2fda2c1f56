/** Where the responses about a flow's versions are kept. */
export const versionsKey = (flowId: number) => ["flow", flowId, "versions"];
