import { z } from "zod";
import { APP_ID, APP_ID_RULE } from "./app-id.ts";
import { contract } from "./contract.ts";
import { timestamp } from "./ids.ts";
import { name } from "./name.ts";
import { listOf, pageQuery } from "./page.ts";

export const app = z
  .object({
    app_id: z.string(),
    name: z.string(),
    webhook_path: z.string().meta({ description: "The path of the callback URL for Meta's form." }),
    channels: z.array(z.object({ id: z.int(), name: z.string() })).meta({ description: "The channels that belong to it." }),
    created_at: timestamp,
    updated_at: timestamp.meta({ description: "When its name or one of its secrets last changed." }),
  })
  .meta({
    id: "App",
    description: "A Meta app. Its secret and verify token are never answered.",
    example: {
      app_id: "1234567890123456",
      name: "Loja",
      webhook_path: "/webhook/whatsapp/1234567890123456",
      channels: [{ id: 2, name: "Loja Centro" }],
      created_at: "2026-11-23T12:00:00.000Z",
      updated_at: "2026-11-23T12:00:00.000Z",
    },
  });

const plainText = (text: z.ZodString) =>
  text.regex(/^[\x20-\x7e]+$/, "must be plain ASCII on one line; there is something else in it, perhaps invisible: type or copy it anew");

const appSecret = plainText(
  z.string("must be a text").trim().min(8, "is shorter than any of Meta's").max(256, "is longer than any of Meta's"),
).meta({
  description: "App settings > Basic in Meta's dashboard. Checked with Meta first, kept encrypted, never answered.",
});

const verifyToken = plainText(
  z.string("must be a text").trim().min(8, "must have at least 8 characters").max(256, "must have at most 256 characters"),
).meta({ description: "Any secret text, the same in Meta's webhook form. Kept encrypted, never answered." });

export const createAppBody = z
  .strictObject({
    app_id: z.string("must be a text").trim().regex(APP_ID, APP_ID_RULE),
    name: name.optional().meta({ description: "What Meta calls it, unless told." }),
    app_secret: appSecret,
    verify_token: verifyToken,
  })
  .meta({
    id: "CreateApp",
    example: { app_id: "1234567890123456", app_secret: "0123456789abcdef0123456789abcdef", verify_token: "a-long-random-text" },
  });

export const patchAppBody = z
  .strictObject({ name: name.optional(), app_secret: appSecret.optional(), verify_token: verifyToken.optional() })
  .meta({ id: "PatchApp", example: { app_secret: "fedcba9876543210fedcba9876543210" } });

export const appIdField = z.string().regex(APP_ID);

const appParams = z.object({ app_id: appIdField });

export const listAppsContract = contract({
  method: "GET",
  path: "/apps",
  summary: "List Meta apps, newest first",
  permission: "channels:read",
  query: pageQuery,
  status: 200,
  response: listOf(app),
});

export const createAppContract = contract({
  method: "POST",
  path: "/apps",
  summary: "Add a Meta app",
  description:
    "Its webhooks come to an address of its own, `webhook_path`, and are signed with its secret. The environment's app " +
    "needs none: it is at /webhook/whatsapp.",
  permission: "channels:write",
  body: createAppBody,
  status: 201,
  response: app,
  refusals: { 409: "The app is here already." },
});

export const patchAppContract = contract({
  method: "PATCH",
  path: "/apps/{app_id}",
  summary: "Replace a Meta app's name, secret or verify token",
  description: "Only the fields given change. A new secret counts within two seconds everywhere, and the one before it no longer.",
  permission: "channels:write",
  params: appParams,
  body: patchAppBody,
  status: 200,
  response: app,
});

export const removeAppContract = contract({
  method: "DELETE",
  path: "/apps/{app_id}",
  summary: "Remove a Meta app",
  description: "Its secrets are deleted, and its address takes nothing any more.",
  permission: "channels:write",
  params: appParams,
  status: 204,
  response: null,
  refusals: { 409: "Channels belong to it: give them another app, or remove them first." },
});

export type AppResponse = z.output<typeof app>;
export type CreateApp = z.input<typeof createAppBody>;
export type PatchApp = z.input<typeof patchAppBody>;
