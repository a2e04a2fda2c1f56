/** The looks that every single-line control shares. */
export const CONTROL =
  "w-full min-w-0 rounded-md border border-input bg-surface text-sm text-foreground transition-colors duration-100 outline-none placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/40 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger aria-invalid:focus-visible:ring-danger/40";
