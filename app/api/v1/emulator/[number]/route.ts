import { readEmulatorContract } from "#lib/api/emulator.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { readEmulator } from "#server/services/emulator/emulator";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readEmulatorContract, ({ actor, params }) => readEmulator(actor, params.number)),
});
