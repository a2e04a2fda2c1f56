const MEGABYTE = 1024 * 1024;

/** What a contact's file may have, by the type of its message; beyond it is not fetched. */
export const MOST_RECEIVED_BYTES: Readonly<Record<string, number>> = {
  image: 5 * MEGABYTE,
  sticker: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  voice: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
};
