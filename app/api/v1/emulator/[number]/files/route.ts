import { giveFileContract } from "#lib/api/emulator.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { giveFile } from "#server/services/emulator/give-file";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(giveFileContract, ({ actor, params, request }) => giveFile(actor, params.number, request)),
});
