import { expect, test } from "vitest";
import { type ConnectionCode, diagnoseNetwork, diagnoseNumber } from "./connection-check.ts";

const error = (code: number, message: string, more: Record<string, unknown> = {}) => ({
  error: { code, message, type: "OAuthException", ...more },
});

test.each<[string, number, unknown, ConnectionCode]>([
  [
    "a number of the Cloud API",
    200,
    { id: "1", display_phone_number: "+55 11 4000-1234", verified_name: "Padaria", platform_type: "CLOUD_API" },
    "connected",
  ],
  ["a number without that field", 200, { id: "1", display_phone_number: "+55 11 4000-1234" }, "connected"],
  ["a number that is not registered", 200, { id: "1", display_phone_number: "+55", platform_type: "NOT_APPLICABLE" }, "not_cloud_api"],
  ["an expired token", 401, error(190, "Session has expired on Monday", { error_subcode: 463 }), "token_expired"],
  ["a token cut short", 401, error(190, "Invalid OAuth access token - Cannot parse access token"), "token_invalid"],
  ["a wrong id", 400, error(100, "Unsupported get request. Object with ID '1' does not exist", { error_subcode: 33 }), "unknown_number"],
  ["no permission", 403, error(10, "Application does not have permission for this action"), "permission"],
  ["a permission by number", 403, error(200, "(#200) You do not have the necessary permissions"), "permission"],
  ["too many calls", 400, error(80007, "Rate limit issues"), "throttled"],
  ["trouble at Meta", 503, error(2, "Service temporarily unavailable", { is_transient: true }), "meta_down"],
  ["trouble without words", 502, "<html>Bad gateway</html>", "meta_down"],
  ["some other web server", 200, "<html>Welcome</html>", "not_graph"],
  ["a web server without that page", 404, "Not found", "not_graph"],
  ["a name that is not approved", 400, error(131037, "Display name not approved"), "display_name"],
  ["a number that nobody registered", 400, error(133010, "Phone number not registered"), "not_registered"],
  ["an account that is locked", 400, error(131031, "Account has been locked"), "restricted"],
  ["an account that can not pay", 400, error(131042, "Business eligibility payment issue"), "payment"],
  ["a redirect", 301, "", "not_graph"],
  ["another API", 200, { status: "ok" }, "not_graph"],
  ["another refusal", 400, error(131009, "Parameter value is not valid"), "refused"],
])("%s is told as such", (_, status, body, code) => {
  expect(diagnoseNumber({ status, body }).code).toBe(code);
});

test("a token that Meta quotes is not repeated", () => {
  const finding = diagnoseNumber({ status: 401, body: error(190, "Malformed access token EAAGm0PX4ZCpsBAKZC") });
  expect(JSON.stringify(finding)).not.toContain("EAAGm0");
  expect(finding.params["said"]).toContain("Malformed access token");
});

test("a name that can not be resolved is unreachable, with its cause", () => {
  expect(diagnoseNetwork({ code: "ENOTFOUND", phase: "after_write" })).toMatchObject({
    code: "unreachable",
    params: { said: expect.stringContaining("ENOTFOUND") },
  });
});
