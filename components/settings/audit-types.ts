/** What the audit log can be narrowed to: types of objects, as they are recorded. */
export const AUDIT_TYPES = ["all", "flow", "execution", "contact", "channel", "user", "api_token", "settings"] as const;
export type AuditType = (typeof AUDIT_TYPES)[number];
