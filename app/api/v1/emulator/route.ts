import { playEmulatorContract } from "#lib/api/emulator.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { playEmulator } from "#server/services/emulator/emulator";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(playEmulatorContract, ({ actor, body }) => playEmulator(actor, body)),
});
