export const settingsPt = {} as const;
