"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiRefusal, isPassing } from "./call.ts";
import { goToLogin } from "./go-to-login.ts";

/**
 * A session that ended leads to the login page and back, unless the page holds what is not saved and says so itself;
 * every other refusal is the page's own to show.
 */
function onError(error: Error): void {
  if (!(error instanceof ApiRefusal) || error.code !== "unauthorized") return;
  const loses = !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  if (!loses) goToLogin();
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 1_000, retry: (failures, error) => failures < 3 && isPassing(error), networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}

/** For pages whose data moves while one looks at it. */
export function LiveData({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
