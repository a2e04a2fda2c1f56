import { createHmac } from "node:crypto";

/** What the emulated Meta and our web and worker know of each other. All come from one secret of the installation. */
export interface EmulatorKeys {
  /** The access token, as Graph's. */
  token: string;
  /** Webhooks are signed with it. */
  appSecret: string;
  /** Of the control face: whoever has it plays contacts. */
  control: string;
}

export function emulatorKeys(secret: string): EmulatorKeys {
  const derive = (purpose: string) => createHmac("sha256", secret).update(`siga meta emulator: ${purpose}`).digest("hex");
  return { token: `EAAemulated${derive("token")}`, appSecret: derive("app secret"), control: derive("control") };
}
