import type { Translation } from "../message.ts";
import type { authPt } from "./auth.pt.ts";

export const authEn: Translation<typeof authPt> = {
  title: "Sign in",
  heading: "Sign in to Siga",
  email: "E-mail",
  password: "Password",
  showPassword: "Show the password",
  hidePassword: "Hide the password",
  submit: "Sign in",
  withOidc: "Sign in with {name}",
  or: "or",
  wrong: "Wrong e-mail or password. Check both; an administrator can reset your password.",
  throttled: {
    one: "Too many attempts. Wait {count} minute and try again.",
    other: "Too many attempts. Wait {count} minutes and try again.",
  },
  denied: "There is no Siga user with your e-mail address, or it is disabled. Ask an administrator.",
  failed: "You could not be signed in. Try again; if it keeps happening, the server log says why.",
  emailMissing: "Enter your e-mail address.",
  passwordMissing: "Enter your password.",
};
