import { getCsrfToken } from "next-auth/react";

/** `wait`: after so many seconds another try counts. */
type SignInResult = { kind: "done" | "wrong" | "failed" | "unreachable" } | { kind: "wait"; seconds: number };

/** Signs in with a password. next-auth's own call expects an address to go to in every answer, also in a refusal. */
export async function signInWithPassword(email: string, password: string): Promise<SignInResult> {
  try {
    const csrfToken = (await getCsrfToken()) ?? "";
    const body = new URLSearchParams({ email, password, csrfToken, json: "true" });
    const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    if (response.status === 429) return { kind: "wait", seconds: Number(response.headers.get("retry-after") ?? 60) };
    if (response.status === 401) return { kind: "wrong" };
    return { kind: response.ok ? "done" : "failed" };
  } catch {
    return { kind: "unreachable" };
  }
}
