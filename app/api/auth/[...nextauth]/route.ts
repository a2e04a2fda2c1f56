import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions, type SignInFailure } from "#server/auth/next-auth-options";
import { readAuthRequest } from "#server/http/auth-request";
import { toApiError } from "#server/http/to-api-error";
import { problemResponse } from "#server/platform/api-error";

/** next-auth's own addresses: sign in, sign out, the callback of OpenID Connect. Settings are read with the first request, not at build. */
async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const failure: SignInFailure = {};
  try {
    const options = nextAuthOptions(failure);
    const path = (await context.params).nextauth;
    const checked = await readAuthRequest(request, { path, providers: options.providers.map(({ id }) => id) });
    const response: Response = await NextAuth(options)(checked, context);
    if (failure.error !== undefined) throw failure.error;
    return response;
  } catch (error) {
    return problemResponse(toApiError(error));
  }
}

export { handle as GET, handle as POST };
