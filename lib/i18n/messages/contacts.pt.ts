export const contactsPt = {} as const;
