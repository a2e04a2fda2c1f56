import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

async function withSettings(settings: Record<string, string>) {
  for (const name of ["WORKFLOW_ENCRYPTION_KEY", "NEXTAUTH_SECRET", "NODE_ENV"]) vi.stubEnv(name, settings[name] ?? "");
  vi.resetModules();
  return import("./crypto.ts");
}

const KEY = { WORKFLOW_ENCRYPTION_KEY: "ab".repeat(32) };
const FALLBACK = { NEXTAUTH_SECRET: "a-secret-of-the-developer" };

test.each([
  ["the key", KEY],
  ["a key made from NEXTAUTH_SECRET outside production", FALLBACK],
])("what is sealed with %s opens again, and never looks alike twice", async (_, settings) => {
  const { decryptSecret, encryptSecret } = await withSettings(settings);
  for (const text of ["EAAG", "", "ção 😀"]) {
    const sealed = encryptSecret(text);
    expect(sealed).toMatch(/^v1\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/);
    expect(encryptSecret(text)).not.toBe(sealed);
    expect(decryptSecret(sealed)).toBe(text);
  }
});

test("one changed character, another key or another form does not open, and the error tells nothing of the text", async () => {
  const { decryptSecret, encryptSecret } = await withSettings(KEY);
  const sealed = encryptSecret("EAAG-secret");
  const [version, iv, tag, data] = sealed.split(".");
  const flip = (part = "") => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`;
  const damaged = [
    `${version}.${flip(iv)}.${tag}.${data}`,
    `${version}.${iv}.${flip(tag)}.${data}`,
    `${version}.${iv}.${tag}.${flip(data)}`,
    `${version}.${iv}.${tag?.slice(0, 6)}.${data}`,
    `v2.${iv}.${tag}.${data}`,
    `${sealed}.x`,
    "",
    "EAAG-secret",
  ];
  for (const text of damaged) expect(() => decryptSecret(text), text).toThrow(/WORKFLOW_ENCRYPTION_KEY/);
  const other = await withSettings({ WORKFLOW_ENCRYPTION_KEY: "cd".repeat(32) });
  expect(() => other.decryptSecret(sealed)).toThrow(
    expect.objectContaining({ name: "SettingsError", message: expect.not.stringContaining("EAAG-secret") }),
  );
});

test.each([
  ["in production without the key", { ...FALLBACK, NODE_ENV: "production" }],
  ["with neither key nor secret", {}],
])("%s nothing is sealed, and the sentence names the variable", async (_, settings) => {
  const { encryptSecret } = await withSettings(settings);
  expect(() => encryptSecret("x")).toThrow(/WORKFLOW_ENCRYPTION_KEY is missing/);
});
