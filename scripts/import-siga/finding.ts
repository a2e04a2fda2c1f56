/** `differs`: comes over and means something else. `hand`: somebody has to see to it before it is published. */
export interface Finding {
  kind: "differs" | "hand";
  where: string;
  what: string;
}
