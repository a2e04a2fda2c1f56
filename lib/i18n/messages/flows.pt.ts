export const flowsPt = {} as const;
