import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "#server/auth/next-auth-options";

/** next-auth's own addresses: sign in, sign out, the callback of OpenID Connect. Settings are read with the first request, not at build. */
function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(nextAuthOptions())(request, context);
}

export { handle as GET, handle as POST };
