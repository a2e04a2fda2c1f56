/** What stands in examples and is left there. */
const KNOWN_WORDS =
  /change|me|your|nextauth|next|auth|secret|password|passwd|key|jwt|session|siga|whatsapp|admin|example|test|dev(?:elopment)?|prod(?:uction)?|default|please|super|random|string|here|this|is|not|very|long|text|some|value|must|be|replaced?|token|senha|mudar|segredo|trocar|qwerty|asdfgh|foo|bar|baz/g;
const ENOUGH_BITS = 48;

/**
 * Whether a secret is one that people guess: of words that stand in examples, of runs (`0123…`, `aaaa…`), or of few different characters.
 * An estimate, on the safe side for whatever a generator of random numbers has made.
 */
export function isWeakSecret(secret: string): boolean {
  const plain = secret.toLowerCase();
  // What has all kinds of characters was not made of words, even where one can be read in it.
  const rest = withoutRuns(plain.replace(/[^a-z0-9]/g, "").replace(KNOWN_WORDS, ""));
  return bitsOf(rest) < ENOUGH_BITS;
}

/** Without pieces of four and more that go up, down, or nowhere, one step at a time. */
function withoutRuns(text: string): string {
  let kept = "";
  let run = "";
  let step: number | null = null;
  for (const character of text) {
    const next = run === "" ? null : character.charCodeAt(0) - run.charCodeAt(run.length - 1);
    if (next !== null && Math.abs(next) <= 1 && (step === null || step === next)) {
      step = next;
      run += character;
      continue;
    }
    if (run.length < 4) kept += run;
    run = character;
    step = null;
  }
  return run.length < 4 ? kept + run : kept;
}

/** Shannon's measure by how often each character is there. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
}
