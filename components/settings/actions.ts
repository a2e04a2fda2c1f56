import type { ActionResult } from "#lib/action-result.ts";
import type { AppResponse, CreateApp, PatchApp } from "#lib/api/apps.ts";
import type { ContactFieldResponse, CreateContactField, PatchContactField } from "#lib/api/contact-fields.ts";
import type { CalendarResponse, CreateCalendar, PatchCalendar } from "#lib/api/calendars.ts";
import type {
  ChannelResponse,
  CheckFinding,
  CreateChannel,
  PatchChannel,
  RemovalConsequences,
  WebhookProgress,
} from "#lib/api/channels.ts";
import type { Page } from "#lib/api/page.ts";
import type { CreateSecret, PatchSecret, SecretResponse } from "#lib/api/secrets.ts";
import type { CreateToken } from "#lib/api/tokens.ts";
import type { CreateUser, PatchUser, UserResponse } from "#lib/api/users.ts";

/** What the settings can do, as server actions. */

export interface ChannelActions {
  create: (input: CreateChannel) => Promise<ActionResult<ChannelResponse>>;
  update: (id: number, input: PatchChannel) => Promise<ActionResult<ChannelResponse>>;
  check: (id: number) => Promise<ActionResult<CheckFinding[]>>;
  pause: (id: number) => Promise<ActionResult<ChannelResponse>>;
  resume: (id: number) => Promise<ActionResult<ChannelResponse>>;
  consequences: (id: number) => Promise<ActionResult<RemovalConsequences>>;
  remove: (id: number) => Promise<ActionResult<null>>;
  /** `since`: a moment of the server's; null: the first time, when there is none to ask with yet. */
  progress: (id: number, since: number | null) => Promise<ActionResult<WebhookProgress>>;
}

export interface AppActions {
  create: (input: CreateApp) => Promise<ActionResult<AppResponse>>;
  update: (appId: string, input: PatchApp) => Promise<ActionResult<AppResponse>>;
  remove: (appId: string) => Promise<ActionResult<null>>;
}

export interface UserActions {
  create: (input: CreateUser) => Promise<ActionResult<{ user: UserResponse; password: string | null }>>;
  update: (id: number, input: PatchUser) => Promise<ActionResult<UserResponse>>;
  endSessions: (id: number) => Promise<ActionResult<null>>;
  reset: (id: number) => Promise<ActionResult<{ password: string }>>;
  load: (cursor: string) => Promise<ActionResult<Page<UserResponse>>>;
}

export interface TokenActions {
  create: (input: CreateToken) => Promise<ActionResult<{ token: string }>>;
  revoke: (id: number) => Promise<ActionResult<null>>;
}

export interface ContactFieldActions {
  create: (input: CreateContactField) => Promise<ActionResult<ContactFieldResponse>>;
  update: (id: number, input: PatchContactField) => Promise<ActionResult<ContactFieldResponse>>;
  remove: (id: number) => Promise<ActionResult<null>>;
  load: (cursor: string) => Promise<ActionResult<Page<ContactFieldResponse>>>;
}

export interface CalendarActions {
  create: (input: CreateCalendar) => Promise<ActionResult<CalendarResponse>>;
  update: (id: number, input: PatchCalendar) => Promise<ActionResult<CalendarResponse>>;
  remove: (id: number, force: boolean) => Promise<ActionResult<null>>;
  load: (cursor: string) => Promise<ActionResult<Page<CalendarResponse>>>;
}

export interface SecretActions {
  create: (input: CreateSecret) => Promise<ActionResult<SecretResponse>>;
  update: (name: string, input: PatchSecret) => Promise<ActionResult<SecretResponse>>;
  remove: (name: string, force: boolean) => Promise<ActionResult<null>>;
  load: (cursor: string) => Promise<ActionResult<Page<SecretResponse>>>;
}
