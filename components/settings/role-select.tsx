"use client";
import { ROLE_LABELS } from "#components/shell/roles.ts";
import type { FieldControl } from "#components/ui/field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { type Role, ROLES } from "#lib/roles.ts";

export const ROLE_HELP = {
  viewer: "settings.userRoleHelpViewer",
  editor: "settings.userRoleHelpEditor",
  admin: "settings.userRoleHelpAdmin",
} as const;

export function RoleSelect({
  value,
  onChange,
  control,
  label,
  disabled,
}: {
  value: Role;
  onChange: (role: Role) => void;
  control?: FieldControl;
  label?: string;
  disabled?: boolean;
}) {
  const t = useT();
  return (
    <Select value={value} onValueChange={(next) => onChange(ROLES.find((role) => role === next) ?? value)} disabled={disabled ?? false}>
      <SelectTrigger {...control} aria-label={label}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {ROLES.map((role) => (
          <SelectItem key={role} value={role}>
            {t(ROLE_LABELS[role])}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
