export const ROLE_LABELS = { viewer: "common.roleViewer", editor: "common.roleEditor", admin: "common.roleAdmin" } as const;
