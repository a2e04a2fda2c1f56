/** Where the canvas is in the window, in pixels. */
export const canvasBox = (): DOMRect => document.querySelector(".react-flow")?.getBoundingClientRect() ?? new DOMRect();
