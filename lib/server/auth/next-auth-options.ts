import type { NextAuthOptions } from "next-auth";
import { env } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { clientAddress } from "./client-address.ts";
import { beginSession, endSession, isSecure, SESSION_SECONDS, sessionCookieName, sessionSecret } from "./session-cookie.ts";
import { signInWithOidc, signInWithPassword } from "./sign-in.ts";

type Provider = NextAuthOptions["providers"][number];

/** Why a sign-in ended without a decision; next-auth would put the words of an error into an address. */
export interface SignInFailure {
  error?: unknown;
}

const password = (failure: SignInFailure): Provider => ({
  id: "credentials",
  name: "password",
  type: "credentials",
  credentials: { email: {}, password: {} },
  authorize: (given, request) =>
    signInWithPassword(given?.email ?? "", given?.password ?? "", clientAddress(new Headers(request.headers))).catch((error: unknown) => {
      failure.error = error;
      return null;
    }),
});

interface OidcProfile extends Record<string, unknown> {
  iss?: string;
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** The name of the OpenID Connect provider for the login page; null when none is configured. */
export function oidcName(): string | null {
  const { NEXTAUTH_OIDC_ISSUER, NEXTAUTH_OIDC_CLIENT_ID, NEXTAUTH_OIDC_CLIENT_SECRET, NEXTAUTH_OIDC_NAME } = env();
  return NEXTAUTH_OIDC_ISSUER && NEXTAUTH_OIDC_CLIENT_ID && NEXTAUTH_OIDC_CLIENT_SECRET ? NEXTAUTH_OIDC_NAME : null;
}

function oidc(): Provider[] {
  const name = oidcName();
  const {
    NEXTAUTH_OIDC_ISSUER: issuer = "",
    NEXTAUTH_OIDC_CLIENT_ID: clientId = "",
    NEXTAUTH_OIDC_CLIENT_SECRET: clientSecret = "",
  } = env();
  if (name === null) return [];
  return [
    {
      id: "oidc",
      name,
      type: "oauth",
      wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      clientId,
      clientSecret,
      profile: (profile: OidcProfile) => ({ id: profile.sub, email: profile.email ?? null, name: profile.name ?? null }),
    },
  ];
}

/** Sign-in and sign-out by next-auth. Reading a session is our own (session-cookie.ts), because the role comes from the database. */
export function nextAuthOptions(failure: SignInFailure = {}): NextAuthOptions {
  const secure = isSecure();
  return {
    secret: sessionSecret(),
    providers: [password(failure), ...oidc()],
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", signOut: "/", error: "/login" },
    useSecureCookies: secure,
    cookies: { sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: "lax", path: "/", secure } } },
    callbacks: {
      async signIn({ account, user, profile }) {
        if (account?.provider !== "oidc") return true;
        const claims = (profile ?? {}) as Partial<OidcProfile>;
        const { NEXTAUTH_OIDC_ISSUER = "", NEXTAUTH_OIDC_TRUST_EMAIL } = env();
        const admitted = await signInWithOidc({
          issuer: typeof claims.iss === "string" ? claims.iss : NEXTAUTH_OIDC_ISSUER,
          subject: claims.sub,
          email: claims.email,
          emailVerified: claims.email_verified,
          trustEmail: NEXTAUTH_OIDC_TRUST_EMAIL,
        }).catch((error: unknown) => {
          log.error({ err: error }, "a sign-in by OpenID Connect could not be looked at");
          return undefined;
        });
        // An address of our own: thrown on, its words would stand in one.
        if (admitted === undefined) return "/login?error=Callback";
        if (admitted === null)
          log.warn("a sign-in by OpenID Connect was refused: no user here is bound to this subject or has this verified address");
        else Object.assign(user, admitted);
        return admitted !== null;
      },
      jwt({ token, user }) {
        return user ? beginSession(user) : token;
      },
      session: ({ session }) => session,
    },
    events: { signOut: ({ token }) => endSession(token) },
    logger: {
      error: (code, details) => log.warn({ code, err: details instanceof Error ? details : undefined }, "sign-in"),
      warn: (code) => log.debug({ code }, "sign-in"),
      debug: () => {},
    },
  };
}
