/** What this person may do with a contact. */
export interface ContactRights {
  edit: boolean;
  export: boolean;
  erase: boolean;
}
