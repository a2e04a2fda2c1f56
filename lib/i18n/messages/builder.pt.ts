export const builderPt = {} as const;
