import type { ActionResult } from "#lib/action-result.ts";
import type { ChannelResponse, CheckFinding, CreateChannel, PatchChannel } from "#lib/api/channels.ts";
import type { Page } from "#lib/api/page.ts";
import type { CreateSecret, PatchSecret, SecretResponse } from "#lib/api/secrets.ts";
import type { CreateToken } from "#lib/api/tokens.ts";
import type { CreateUser, PatchUser, UserResponse } from "#lib/api/users.ts";

/** What the settings can do, as server actions. */

export interface ChannelActions {
  create: (input: CreateChannel) => Promise<ActionResult<ChannelResponse>>;
  update: (id: number, input: PatchChannel) => Promise<ActionResult<ChannelResponse>>;
  check: (id: number) => Promise<ActionResult<CheckFinding[]>>;
  resume: (id: number) => Promise<ActionResult<ChannelResponse>>;
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

export interface SecretActions {
  create: (input: CreateSecret) => Promise<ActionResult<SecretResponse>>;
  update: (name: string, input: PatchSecret) => Promise<ActionResult<SecretResponse>>;
  remove: (name: string, force: boolean) => Promise<ActionResult<null>>;
  load: (cursor: string) => Promise<ActionResult<Page<SecretResponse>>>;
}
