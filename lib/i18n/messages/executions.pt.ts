export const executionsPt = {} as const;
