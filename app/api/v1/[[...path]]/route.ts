import { notFound, problemResponse } from "#server/platform/api-error";

/** Every address below /api/v1 that no other folder serves. */
function nothingHere(request: Request): Response {
  const { pathname } = new URL(request.url);
  return problemResponse(notFound(`Nothing is at ${pathname}. GET /api/v1/openapi.json describes what there is.`));
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
