/** The kind of data that a palette entry carries while it is dragged: the node type. */
export const PALETTE_TYPE = "application/x-siga-node-type";
