/** Whether a text is most likely JSON that somebody did not finish: `[{"id": 1`, but not `{{ total }}` nor `[new] Cake`. */
export const isBegunData = (text: string): boolean => /^\s*(\[\s*([[{"\]\d-]|$)|\{\s*(["}]|$))/.test(text);
