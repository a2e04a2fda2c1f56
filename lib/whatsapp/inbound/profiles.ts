import { isObject, listOf, objectOf, textOf, userIdOf, waIdOf } from "../../json/read-json.ts";

export interface Profile {
  waId: string | null;
  userId: string | null;
  name: string | null;
}

/** The profiles of one change, found by phone or by BSUID: their order says nothing about the order of messages and statuses. */
export type Profiles = ReadonlyMap<string, Profile>;

export function readProfiles(value: unknown): Profiles {
  const profiles = new Map<string, Profile>();
  for (const item of listOf(value)) {
    if (!isObject(item)) continue;
    const profile: Profile = {
      waId: waIdOf(item["wa_id"]),
      userId: userIdOf(item["user_id"]),
      name: textOf(objectOf(item["profile"])["name"], 256),
    };
    if (profile.waId !== null) profiles.set(profile.waId, profile);
    if (profile.userId !== null) profiles.set(profile.userId, profile);
  }
  return profiles;
}

/** The profile of whoever is named by one of these. */
export function profileOf(profiles: Profiles, ...ids: (string | null)[]): Profile | undefined {
  for (const id of ids) {
    const profile = id === null ? undefined : profiles.get(id);
    if (profile !== undefined) return profile;
  }
  return undefined;
}
