import { notFound } from "next/navigation";
import { ApiError } from "../platform/api-error.ts";

/** For pages: what a service reads, or the page that says there is no such thing. */
export async function notFoundOn404<Found>(reading: Promise<Found>): Promise<Found> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) notFound();
    throw error;
  }
}
