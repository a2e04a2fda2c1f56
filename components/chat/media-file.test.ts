import { expect, test } from "vitest";
import { fileSize, fileStateOf } from "./media-file.ts";

const id = "0b0e5a4e-6f0c-4a55-9a57-6e2f0f9a7c11";

test.each([
  ["none", null, { src: null, problem: null, isComing: false }],
  ["of the simulator", { id: "simulated" }, { src: null, isComing: false }],
  ["on its way", { media_id: id, media_status: "pending" }, { src: null, isComing: true }],
  ["here", { media_id: id, media_status: "kept", size: 5 }, { src: `/api/v1/media/${id}`, size: 5 }],
  ["that never came", { media_id: id, media_status: "failed", media_reason: "too_large" }, { src: null, problem: "too_large" }],
  ["of ours", { media: id, filename: "a.pdf" }, { src: `/api/v1/media/${id}`, filename: "a.pdf" }],
  ["that is no id", { media: "../../x", media_id: 5 }, { src: null }],
] as const)("a file %s", (_, data, state) => expect(fileStateOf(data)).toMatchObject(state));

test("a size is said in people's units", () => {
  expect([10, 2_048, 49_500, 1_300_000].map((bytes) => fileSize(bytes, "en"))).toEqual(["0.1 KB", "2 KB", "48 KB", "1.2 MB"]);
  expect(fileSize(1_300_000, "pt-BR")).toBe("1,2 MB");
});
