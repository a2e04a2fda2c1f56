import { beforeEach, expect, test, vi } from "vitest";
import { sealedV1 } from "../../../scripts/test-setup/sealed-v1.ts";

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

async function withSettings(settings: Record<string, string>) {
  for (const name of ["WORKFLOW_ENCRYPTION_KEYS", "WORKFLOW_ENCRYPTION_KEY", "NEXTAUTH_SECRET", "NODE_ENV"])
    vi.stubEnv(name, settings[name] ?? "");
  vi.resetModules();
  return import("./crypto.ts");
}

const ROW = { table: "channels", id: 3 } as const;
const [A, B, C] = ["ab".repeat(32), "cd".repeat(32), "ef".repeat(32)];
const KEY = { WORKFLOW_ENCRYPTION_KEY: A };
const FALLBACK = { NEXTAUTH_SECRET: "a-secret-of-the-developer" };

test.each([
  ["the key", KEY, "k1"],
  ["the first of several keys", { WORKFLOW_ENCRYPTION_KEYS: `new-1:${B}, k1:${A}` }, "new-1"],
  ["the first of several keys, before the single one", { ...KEY, WORKFLOW_ENCRYPTION_KEYS: `new-1:${B}` }, "new-1"],
  ["a key made from NEXTAUTH_SECRET outside production", FALLBACK, "nextauth"],
])("what is sealed with %s opens again, and never looks alike twice", async (_, settings, kid) => {
  const { decryptSecret, encryptSecret } = await withSettings(settings);
  for (const text of ["EAAG", "", "ção 😀"]) {
    const sealed = encryptSecret(text, ROW);
    expect(sealed).toMatch(new RegExp(`^v2\\.${kid}\\.[\\w-]{16}\\.[\\w-]{22}\\.[\\w-]*$`));
    expect(encryptSecret(text, ROW)).not.toBe(sealed);
    expect(decryptSecret(sealed, ROW)).toBe(text);
  }
});

test("a sealed text opens in its own row alone", async () => {
  const { decryptSecret, encryptSecret } = await withSettings(KEY);
  const sealed = encryptSecret("EAAG", ROW);
  for (const row of [
    { table: "channels", id: 4 },
    { table: "secrets", id: 3 },
    { table: "channels", id: 33 },
  ] as const)
    expect(() => decryptSecret(sealed, row), JSON.stringify(row)).toThrow(/WORKFLOW_ENCRYPTION_KEY/);
});

test("every key opens what it sealed, in whatever order they stand; one that was taken out is named", async () => {
  const old = await withSettings(KEY);
  const [sealed, ofBefore] = [old.encryptSecret("EAAG", ROW), sealedV1("EAAG", A)];
  for (const settings of [
    { WORKFLOW_ENCRYPTION_KEYS: `k1:${A},k2:${B}` },
    { WORKFLOW_ENCRYPTION_KEYS: `k2:${B},k1:${A}` },
    { ...KEY, WORKFLOW_ENCRYPTION_KEYS: `k2:${B},k3:${C}` },
  ]) {
    const { decryptSecret } = await withSettings(settings);
    expect([decryptSecret(sealed, ROW), decryptSecret(ofBefore, ROW)]).toEqual(["EAAG", "EAAG"]);
  }
  const { decryptSecret } = await withSettings({ WORKFLOW_ENCRYPTION_KEYS: `k2:${B}` });
  expect(() => decryptSecret(sealed, ROW)).toThrow('names the key "k1", which is not there');
  expect(() => decryptSecret(ofBefore, ROW)).toThrow(/WORKFLOW_ENCRYPTION_KEYS/);
  // The name is bound too: another key of the same name does not open.
  const other = await withSettings({ WORKFLOW_ENCRYPTION_KEYS: `k1:${B}` });
  expect(() => other.decryptSecret(sealed, ROW)).toThrow(/WORKFLOW_ENCRYPTION_KEYS/);
});

test("one changed character, another key or another form does not open, and the error tells nothing of text and keys", async () => {
  const { decryptSecret, encryptSecret } = await withSettings(KEY);
  const sealed = encryptSecret("EAAG-secret", ROW);
  const [version, kid, iv, tag, data] = sealed.split(".");
  const flip = (part = "") => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`;
  const damaged = [
    `${version}.${kid}.${flip(iv)}.${tag}.${data}`,
    `${version}.${kid}.${iv}.${flip(tag)}.${data}`,
    `${version}.${kid}.${iv}.${tag}.${flip(data)}`,
    `${version}.${kid}.${iv}.${tag?.slice(0, 6)}.${data}`,
    `${version}.k2.${iv}.${tag}.${data}`,
    `v1.${iv}.${tag}.${data}`,
    `v3.${kid}.${iv}.${tag}.${data}`,
    `${sealed}.x`,
    "",
    "EAAG-secret",
  ];
  for (const text of damaged) expect(() => decryptSecret(text, ROW), text).toThrow(/WORKFLOW_ENCRYPTION_KEY/);
  const other = await withSettings({ WORKFLOW_ENCRYPTION_KEY: B });
  expect(() => other.decryptSecret(sealed, ROW)).toThrow(
    expect.objectContaining({ name: "SettingsError", message: expect.not.stringMatching(/EAAG-secret|abab|cdcd/) }),
  );
});

test.each([
  ["in production without the key", { ...FALLBACK, NODE_ENV: "production" }],
  ["with neither key nor secret", {}],
])("%s nothing is sealed, and the sentence names the variable", async (_, settings) => {
  const { encryptSecret } = await withSettings(settings);
  expect(() => encryptSecret("x", ROW)).toThrow(/WORKFLOW_ENCRYPTION_KEY is missing/);
});
