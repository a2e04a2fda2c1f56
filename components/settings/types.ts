import type { ActionResult } from "#lib/action-result.ts";
import type { Role } from "#lib/roles.ts";

export interface ChannelItem {
  id: number;
  name: string;
  phone_number_id: string;
  display_phone_number: string | null;
  status: "active" | "unclaimed";
  default_flow_id: number | null;
  has_access_token: boolean;
  simulated: boolean;
  paused_until: string | null;
  paused_reason: string | null;
}

export interface ChannelInput {
  name: string;
  phone_number_id: string;
  display_phone_number: string | null;
  default_flow_id: number | null;
  /** Left out: stays as it is; null: taken away. */
  access_token?: string | null;
}

export interface CheckFinding {
  code: string;
  level: "ok" | "warning" | "error";
  params: Record<string, string | number>;
}

export interface ChannelActions {
  create: (input: ChannelInput) => Promise<ActionResult<ChannelItem>>;
  update: (id: number, input: Partial<ChannelInput> & { status?: "active" }) => Promise<ActionResult<ChannelItem>>;
  check: (id: number) => Promise<ActionResult<CheckFinding[]>>;
}

export interface UserItem {
  id: number;
  email: string;
  name: string;
  role: Role;
  has_password: boolean;
  disabled_at: string | null;
  last_signed_in_at: string | null;
}

export interface UserActions {
  create: (input: {
    email: string;
    name: string;
    role: Role;
    with_password: boolean;
  }) => Promise<ActionResult<{ user: UserItem; password: string | null }>>;
  update: (id: number, input: { name?: string; role?: Role; disabled?: boolean }) => Promise<ActionResult<UserItem>>;
  reset: (id: number) => Promise<ActionResult<{ password: string }>>;
  load: (cursor: string) => Promise<ActionResult<{ items: UserItem[]; next_cursor: string | null }>>;
}

export interface TokenItem {
  id: number;
  name: string;
  prefix: string;
  role: Role;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
}

export interface TokenActions {
  create: (input: { name: string; role: Role; days: number | null }) => Promise<ActionResult<{ token: string }>>;
  revoke: (id: number) => Promise<ActionResult<null>>;
}

/** Days each kind of record is kept; null: until the contact is erased. */
export interface RetentionValues {
  conversations: number | null;
  webhook_items: number;
  message_status_events: number;
  mailbox: number;
  ai_calls: number;
  erased_messages: number;
  sign_in_attempts: number;
}

export type RetentionKind = keyof RetentionValues;

/** What can be chosen. `because`: the least number of days has a reason that the person should read. */
export interface RetentionRule {
  fallback: number | null;
  min: number;
  max: number;
  because?: "webhooks";
}

export interface AuditEntry {
  id: number;
  actor: string;
  actor_name: string | null;
  action: string;
  object_type: string;
  object_id: string;
  /** Null: it exists no more, or never had a name. */
  object_name: string | null;
  details: unknown;
  at: string;
}

export interface AuditPage {
  items: AuditEntry[];
  next_cursor: string | null;
}
