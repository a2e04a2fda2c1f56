import { env } from "../platform/env.ts";
import type { BlobStore } from "./blob-store.ts";
import { postgresBlobs } from "./postgres-blobs.ts";
import { s3Blobs } from "./s3-blobs.ts";

/** Where bytes may be, as `media.store` says it. */
export type StoreName = "postgres" | "s3";

let bucket: BlobStore | undefined;

/** Where new files go: into the bucket of the settings, or into the database. */
export const storeOfNewFiles = (): StoreName => (env().blobBucket === null ? "postgres" : "s3");

/** @throws Error for files in a bucket that the settings do not name any more. */
export function blobs(store: StoreName): BlobStore {
  if (store === "postgres") return postgresBlobs;
  const settings = env().blobBucket;
  if (settings === null) throw new Error("a file is in the bucket of WORKFLOW_BLOB_S3_*, which is not set any more");
  return (bucket ??= s3Blobs(settings));
}
