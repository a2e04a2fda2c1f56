/**
 * A number from 0 up to 1 that is made of a text: always the same one for the same text, and of many texts as evenly spread as chance.
 * The engine has no other chance, so that a replay decides as the first run did. FNV-1a, mixed at its end as MurmurHash3 does.
 */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
