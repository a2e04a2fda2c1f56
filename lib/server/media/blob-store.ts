import type { Pieces } from "../platform/pieces.ts";

/** Both ends count, from 0. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Where the bytes of files are. Knows an id and bytes: what they are and whose stands in the table `media`. */
export interface BlobStore {
  /** Written over what an earlier try left under the id. What the source throws is thrown on; what is there then is no file. */
  put(id: string, source: Pieces): Promise<void>;
  /** Throws while it is read when the bytes are not there. */
  read(id: string, range: ByteRange): Pieces;
  /** One that is not there is no fault. */
  remove(id: string): Promise<void>;
}
