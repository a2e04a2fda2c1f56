"use client";
import { createContext, use } from "react";

/** The row of a list that a field is in. */
interface FieldRow {
  /** The names of the columns stand above the list: a field has its own only for people who cannot see them. */
  isColumns: boolean;
  /** Enter in a field of one line. */
  onEnter: () => void;
}

export const FieldRowContext = createContext<FieldRow | null>(null);

/** Null for a field that is in no list. */
export const useFieldRow = (): FieldRow | null => use(FieldRowContext);
