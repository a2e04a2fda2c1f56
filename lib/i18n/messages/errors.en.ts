import type { Translation } from "../message.ts";
import type { errorsPt } from "./errors.pt.ts";

export const errorsEn: Translation<typeof errorsPt> = {
  unauthorized: "Your session has ended. Sign in again.",
  forbidden: "Your role does not allow this. Ask an administrator.",
  "not-found": "This no longer exists; somebody may have deleted it. Reload the page.",
  archived: "This flow is archived. Restore it before changing it.",
  "stale-revision": "Somebody else saved before you. Reload to see their version.",
  taken: "Somebody else just saved something with the same name or number. Choose another.",
  "number-taken": "There already is a channel with this number. Edit that one.",
  "email-taken": "There already is a user with this e-mail address.",
  "last-admin": "This is the last administrator; give the role to somebody else first.",
  "own-account": "You can not disable or demote your own account. Ask another administrator.",
  "already-ended": "This conversation has already ended.",
  "not-failed": "Only what failed can be tried again; this conversation has gone on.",
  "contact-busy": "The contact is in another conversation now. Wait until it ends, or cancel it, then try again.",
  "node-gone": "The latest published version does not have this node any more. Try in the same version, or start the flow anew.",
  "not-published": "No version of this flow has been published yet. Publish it first.",
  "not-runnable": "The flow has errors and can not be published. Open the list of issues and mend them.",
  "already-latest": "This is the latest version already; there is none to move its conversations to.",
  "no-channel": "There is no channel to speak on yet. Add one in Settings.",
  "simulator-channel": "This channel is the simulator's own and never leaves this installation. Create another one for a number.",
  "too-many-calls": "Many requests within a minute. Wait a little and try again.",
  unavailable: "The database is busy or out of reach; nothing was changed. Try again in a moment.",
  internal: "Something went wrong on our side and nothing was changed. The server's log has the cause.",
  "too-large": "The file is too large: up to 4 MB.",
};
