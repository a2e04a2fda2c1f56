/** One thing offered. */
export interface Choice {
  /** Unique among the choices. */
  id: string;
  /** "" shows the id. */
  title: string;
  /** "" for none. */
  description: string;
  /** What a contact may also write for it. */
  words: readonly string[];
  /** A record's number, which the contact does not see: what they write is never compared with it. */
  privateId?: boolean;
}

/** A choice as it is shown. */
export interface OfferedChoice extends Choice {
  /** The title on the screen: one line, at most 1,000 UTF-16 units, told apart from all others. */
  shown: string;
}
