import type { CompiledFlow } from "../engine/compile.ts";
import { applyAction, newDevice } from "./device.ts";
import type { Action, Device, Profile, SimulatedChannel } from "./types.ts";

interface Moment {
  /** What led here; null for the beginning. */
  action: Action | null;
  device: Device;
}

/**
 * A conversation at the simulator with every moment it went through. `at` is the moment shown: after going back, the later
 * ones are kept until something else is done.
 */
export interface Session {
  moments: readonly [Moment, ...Moment[]];
  at: number;
}

export function newSession(profile: Profile, clock: number, channel?: SimulatedChannel): Session {
  return { moments: [{ action: null, device: newDevice(profile, clock, channel) }], at: 0 };
}

export function current({ moments, at }: Session): Device {
  return (moments[at] ?? moments[0]).device;
}

/** Does one thing after the moment shown; moments after it are forgotten. What changes nothing adds no moment. */
export function proceed(session: Session, flow: CompiledFlow, action: Action): Session {
  const before = current(session);
  const device = applyAction(flow, before, action);
  if (device === before) return session;
  const [first, ...kept] = session.moments.slice(0, session.at + 1);
  return { moments: [first ?? session.moments[0], ...kept, { action, device }], at: session.at + 1 };
}

/** Shows an earlier moment, or a later one that is still kept. */
export function goTo(session: Session, moment: number): Session {
  return { ...session, at: Math.max(0, Math.min(session.moments.length - 1, moment)) };
}

/** The moment whose action brought this bubble; null when none did. The one before it is where to go back to. */
export function momentOf({ moments }: Session, bubbleId: string): number | null {
  const moment = moments.findIndex(({ device }) => device.bubbles.some(({ id }) => id === bubbleId));
  return moment < 0 ? null : moment;
}

/** The same actions from the beginning, on a flow that has changed since. */
export function repeat(session: Session, flow: CompiledFlow): Session {
  const { profile, clock, channel } = session.moments[0].device;
  const actions = session.moments.slice(1, session.at + 1).flatMap(({ action }) => action ?? []);
  return actions.reduce((again, action) => proceed(again, flow, action), newSession(profile, clock, channel));
}
