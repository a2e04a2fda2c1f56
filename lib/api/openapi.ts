import { z } from "zod";
import { contract } from "./contract.ts";

export const openapiContract = contract({
  method: "GET",
  path: "/openapi.json",
  summary: "This document",
  permission: null,
  status: 200,
  response: z.object({ openapi: z.string() }).loose(),
});
