export const authPt = {} as const;
