import type { Translate } from "#lib/i18n/catalogue.ts";
import { canonicalHost } from "#lib/secrets/host.ts";
import { LINE_BREAK, LONGEST_SECRET, MOST_HOSTS, SECRET_NAME } from "#lib/secrets/rules.ts";

export interface SecretInput {
  name?: string | undefined;
  value?: string | undefined;
  hosts?: string[] | undefined;
}
export type SecretErrors = Partial<Record<keyof SecretInput, string>>;

/** The hosts of a text, one a line; commas and spaces part them too. */
export const hostsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((host) => host !== "");

/** What is wrong with what was typed; fields that were not asked for are not looked at. */
export function secretErrors({ name, value, hosts }: SecretInput, t: Translate): SecretErrors {
  return {
    ...(name !== undefined && !SECRET_NAME.test(name) && { name: t("settings.secretNameWrong") }),
    ...(value !== undefined && valueError(value, t)),
    ...(hosts !== undefined && hostsError(hosts, t)),
  };
}

function valueError(value: string, t: Translate): SecretErrors {
  if (value === "") return { value: t("settings.secretValueMissing") };
  if (value.length > LONGEST_SECRET) return { value: t("settings.secretValueLong", { most: LONGEST_SECRET }) };
  return LINE_BREAK.test(value) ? { value: t("settings.secretValueLines") } : {};
}

function hostsError(hosts: readonly string[], t: Translate): SecretErrors {
  if (hosts.length === 0) return { hosts: t("settings.secretHostsMissing") };
  const wrong = hosts.filter((host) => canonicalHost(host) === null);
  if (wrong.length > 0) return { hosts: t("settings.secretHostsWrong", { hosts: wrong.join(", ") }) };
  return hosts.length > MOST_HOSTS ? { hosts: t("settings.secretHostsMany", { most: MOST_HOSTS }) } : {};
}
