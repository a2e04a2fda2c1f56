import { createCipheriv, randomBytes } from "node:crypto";

/** A text as releases before keys had names sealed it. */
export function sealedV1(text: string, hexKey: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(hexKey, "hex"), iv).setAAD(Buffer.from("siga.secret.v1"));
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", ...[iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url"))].join(".");
}
