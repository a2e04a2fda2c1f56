/** Ids of what lies under a place of the window, in pixels. React Flow marks its elements with `data-id`. */
function idAt(x: number, y: number, selector: string, except?: string): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest(selector)?.getAttribute("data-id");
    if (id != null && id !== except) return id;
  }
  return null;
}

export const transitionAt = (x: number, y: number) => idAt(x, y, ".react-flow__edge");
export const cardAt = (x: number, y: number, except?: string) => idAt(x, y, ".react-flow__node-card", except);

/** Where a mouse or a finger is. */
export function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}
