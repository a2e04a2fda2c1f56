import { z } from "zod";
import { act, contactView, numberView } from "#lib/meta-emulator/control.ts";
import { contract } from "./contract.ts";
import { quiet } from "./quiet.ts";

/** The emulated Meta, which stands in for the real one on channels without an access token. */

const numberParams = z.strictObject({
  number: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .meta({ description: "The phone_number_id of a channel without an access token.", example: "simulated" }),
});

const playBody = act.meta({
  id: "PlayEmulator",
  description: "What a contact does, or what is to go wrong.",
  example: { act: "say", number: "simulated", wa_id: "5511987654321", name: "Ana", kind: "text", values: { text: "oi" } },
});

const playResponse = z
  .object({
    key: z.string().nullable().meta({ description: "The contact's key at the emulator." }),
    wamid: z.string().nullable(),
  })
  .meta({ id: "EmulatorPlayed", example: { key: "5511987654321", wamid: "wamid.HQ" } });

const phones = numberView
  .extend({ contacts: z.array(contactView.extend({ quiet: quiet.nullable() }).meta({ id: "Phone" })) })
  .meta({ id: "Phones", description: "What the emulated Meta knows of them, and what our side does." });

export type Phones = z.output<typeof phones>;
export type PhoneContact = Phones["contacts"][number];

const refusals = {
  404: "No emulated Meta runs here.",
  409: "The channel has an access token, or the contact can not do that now; `detail` says which.",
};

export const readEmulatorContract = contract({
  method: "GET",
  path: "/emulator/{number}",
  summary: "The phones that write to this number at the emulated Meta",
  permission: "executions:read",
  params: numberParams,
  status: 200,
  response: phones,
  refusals,
});

export const playEmulatorContract = contract({
  method: "POST",
  path: "/emulator",
  summary: "Play a contact, or choose what goes wrong, at the emulated Meta",
  description: "Its webhook then comes as Meta's would: signed, stored, queued, and answered through the emulated Graph API.",
  permission: "executions:write",
  body: playBody,
  status: 200,
  response: playResponse,
  refusals,
});

/** The largest file that a contact is played with; Meta's own limits of its kind apply besides. */
export const MOST_PLAYED_BYTES = 16 * 1024 * 1024;

export const giveFileContract = contract({
  method: "POST",
  path: "/emulator/{number}/files",
  summary: "Give a contact a file to send at the emulated Meta",
  description:
    'The bytes themselves. What comes back goes into an act: `{act: "say", kind, values: {file: id, filename}}`. It arrives as any file of a contact\'s does.',
  permission: "executions:write",
  params: numberParams,
  binary: "request",
  maxBytes: MOST_PLAYED_BYTES,
  status: 201,
  response: z
    .object({
      id: z.string(),
      kind: z
        .enum(["image", "video", "audio", "voice_note", "sticker", "document"])
        .meta({ description: "What WhatsApp would send it as." }),
      mime_type: z.string().meta({ description: "What it is by its bytes." }),
    })
    .meta({ id: "GivenFile", example: { id: "1234567800000001", kind: "image", mime_type: "image/jpeg" } }),
  refusals: { ...refusals, 413: "It is larger than 16 MB.", 415: "There is no file in the body." },
});
