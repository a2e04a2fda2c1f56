import { z } from "zod";
import { MEDIA_KINDS, MOST_MEDIA_BYTES } from "#lib/whatsapp/media-kinds.ts";
import { contract } from "./contract.ts";
import { openapiAs, timestamp } from "./ids.ts";

/** The id of a file; in another spelling it is nobody's. */
export const mediaId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "must be the id of a file");

const uploaded = z
  .object({
    id: z.string(),
    kinds: z.array(z.enum(MEDIA_KINDS)).meta({ description: "What it can be sent as." }),
    mime_type: z.string().meta({ description: "What it is by its bytes." }),
    filename: z.string().nullable(),
    size: z.int(),
    sha256: z.string(),
    created_at: timestamp,
  })
  .meta({
    id: "UploadedFile",
    example: {
      id: "0b0e5a4e-6f0c-4a55-9a57-6e2f0f9a7c11",
      kinds: ["image", "document"],
      mime_type: "image/jpeg",
      filename: "cardapio.jpg",
      size: 48_213,
      sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
      created_at: "2026-11-23T12:00:00.000Z",
    },
  });

export const uploadFileContract = contract({
  method: "POST",
  path: "/media",
  summary: "Upload a file that flows send",
  description:
    "As a form (`multipart/form-data`, the file in the field `file`), or the bytes themselves with their `Content-Type` and " +
    "`?filename=`. Its id goes into a node of the type `send_media`.",
  permission: "flows:write",
  query: z.object({
    kind: z.enum(MEDIA_KINDS).optional().meta({ description: "Refuse it unless it can be sent as this." }),
    filename: z.string().max(240, "must have at most 240 characters").optional(),
  }),
  binary: "request",
  maxBytes: MOST_MEDIA_BYTES,
  status: 201,
  response: uploaded,
  refusals: {
    413: "It is larger than WhatsApp takes.",
    415: "There is no file in the body.",
    422: "It is empty, or can not be sent as this kind.",
  },
});

export const getFileContract = contract({
  method: "GET",
  path: "/media/{id}",
  summary: "The bytes of a file that a contact sent or somebody uploaded",
  description: "With `Range` a part of it. Pictures, sounds and films come inline, whatever else as an attachment.",
  permission: "contacts:read",
  params: z.object({ id: mediaId.meta(openapiAs({ type: "string", format: "uuid" })) }),
  binary: "response",
  status: 200,
  response: null,
  refusals: {
    404: "There is no such file, or it never came: `reason` says why.",
    416: "The range is beyond its end.",
    503: "It is still on its way from Meta; `Retry-After` says when to ask again.",
  },
});

export type UploadedFile = z.output<typeof uploaded>;
