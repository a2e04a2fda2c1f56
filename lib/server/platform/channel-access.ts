import { decryptSecret } from "./crypto.ts";
import { emulator } from "./emulator.ts";
import { SettingsError } from "./env.ts";

/**
 * Which Graph API a channel speaks to, and by which token: a channel without one has only the emulated. `token` is null where there is
 * neither, and where this installation's key does not open it.
 */
export function accessOf(sealed: string | null, channelId: number): { token: string | null; base?: string } {
  if (sealed !== null) return { token: openToken(sealed, channelId) };
  const emulated = emulator();
  return emulated === null ? { token: null } : { token: emulated.token, base: emulated.graphBase };
}

/** The last few tokens opened; a busy number would otherwise pay for the cipher with each message. */
const opened = new Map<string, string>();

/** Null for one that this installation's key does not open. */
function openToken(sealed: string, channelId: number): string | null {
  const row = `${channelId} ${sealed}`;
  const known = opened.get(row);
  if (known !== undefined) return known;
  if (opened.size >= 100) opened.clear();
  try {
    const token = decryptSecret(sealed, { table: "channels", id: channelId });
    opened.set(row, token);
    return token;
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}
