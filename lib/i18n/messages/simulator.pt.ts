export const simulatorPt = {} as const;
