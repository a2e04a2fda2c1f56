/**
 * Why a call to an address that somebody chose was not made or not finished. The messages are for the flow's author: they
 * name the host, never a path, a query, a header's value or a body, for those may hold secrets.
 */
export abstract class OutboundError extends Error {}

/** Nothing was sent to this host: it is not one that flows may call. */
export class BlockedAddressError extends OutboundError {
  override name = "BlockedAddressError";
  readonly host: string;
  /** @param remedy What to do about it, as a sentence. */
  constructor(host: string, why: string, remedy = "") {
    super(`The call to ${host} was blocked: ${why}. ${remedy}`.trimEnd());
    this.host = host;
  }
}

/** A header that a call may not set, or whose value can't be sent. */
export class ForbiddenHeaderError extends OutboundError {
  override name = "ForbiddenHeaderError";
}

/** No connection, no response, or not all of the response in time. */
export class RequestTimeoutError extends OutboundError {
  override name = "RequestTimeoutError";
}

/** The response, unpacked, has more bytes than the caller takes. */
export class ResponseTooLargeError extends OutboundError {
  override name = "ResponseTooLargeError";
}

/** The host has no address, refused the connection, broke it, or said what is no HTTP. */
export class NetworkError extends OutboundError {
  override name = "NetworkError";
}
