import { z } from "zod";

/** What a person calls a thing of theirs: a flow, a channel. */
export const name = z.string("must be a text").trim().min(1, "must not be empty").max(200, "must have at most 200 characters");
