import type { Profile } from "./types.ts";

/** Whoever writes to a flow that is only tried, where nobody else was named. */
export const SAMPLE_PROFILE: Profile = { name: "Ana Souza", phone: "5511912345678" };
