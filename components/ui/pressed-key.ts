interface Press {
  key: string;
  keyCode: number;
  isComposing?: boolean;
  nativeEvent?: { isComposing: boolean };
}

/**
 * The key that was pressed, as `event.key`, or "" where it belongs to an input method (Japanese, Chinese, Korean; accents on some
 * keyboards): its Enter takes a word, and means nothing to the page. Safari tells by the code 229 alone.
 */
export const pressedKey = ({ key, keyCode, isComposing, nativeEvent }: Press): string =>
  (nativeEvent?.isComposing ?? isComposing) === true || keyCode === 229 ? "" : key;

/** For windows that Escape closes: an input method's Escape gives up a word. */
export function keepOpenWhileComposing(event: KeyboardEvent): void {
  if (pressedKey(event) === "") event.preventDefault();
}
