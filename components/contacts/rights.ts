/** What this person may do with a contact. */
export interface ContactRights {
  /** Whether this person may change flows. */
  mend: boolean;
  edit: boolean;
  export: boolean;
  erase: boolean;
}
