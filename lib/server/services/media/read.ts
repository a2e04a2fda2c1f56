import { mediaId } from "#lib/api/media.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { isOwnLink } from "../../media/link.ts";
import { fileResponse } from "../../media/serve.ts";
import { findFile } from "../../media/rows.ts";
import { ApiError, notFound, problemResponse } from "../../platform/api-error.ts";
import { toApiError } from "../../http/to-api-error.ts";

/** The bytes of a file, for whoever may read conversations. @throws ApiError 404, 416, 503 */
export async function getFile(actor: Actor, id: string, range: string | null): Promise<Response> {
  allow(actor, "contacts:read");
  return fileResponse(await findFile(id), range);
}

/** The same for whoever has a link of ours. One that is wrong, over, or to something erased looks like none. */
export async function linkedFile(request: Request, given: string | string[] | undefined): Promise<Response> {
  try {
    const { searchParams } = new URL(request.url);
    const id = mediaId.safeParse(given);
    if (!id.success || !isOwnLink(id.data, searchParams.get("expires"), searchParams.get("signature")))
      throw notFound("There is no such file, or the time of its link is over.");
    return await fileResponse(await findFile(id.data), request.headers.get("range"));
  } catch (error) {
    return problemResponse(error instanceof ApiError ? error : toApiError(error));
  }
}
