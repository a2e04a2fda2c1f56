"use client";
import { useState } from "react";
import { toast } from "sonner";
import { goToLogin } from "./go-to-login.ts";
import { serverWords } from "./server-words.ts";
import type { ActionProblem, ActionResult } from "#lib/action-result.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";

/** A refusal in the reader's language where the catalogue knows it, else as the API words it. */
export function problemText(problem: ActionProblem, t: Translate): string {
  return t.maybe(`errors.${problem.code}`) ?? problem.detail;
}

interface ActionRunner {
  pending: boolean;
  /**
   * Runs it; a refusal is toasted (unless `onProblem` takes it) and undefined is returned. A session that ended leads to the login page.
   */
  run: <Value>(
    call: () => Promise<ActionResult<Value>>,
    onProblem?: (problem: ActionProblem) => boolean,
  ) => Promise<{ value: Value } | undefined>;
}

/** For calling server actions from buttons and forms. */
export function useAction(): ActionRunner {
  const t = useT();
  const [running, setRunning] = useState(0);
  return {
    pending: running > 0,
    run: async (call, onProblem) => {
      setRunning((count) => count + 1);
      let words: string | null = null;
      const result = await call().catch((error: unknown) => {
        words = serverWords(error);
        return null;
      });
      setRunning((count) => count - 1);
      if (result === null) toast.error(words ?? t("common.errorNetwork"));
      else if (result.ok) return { value: result.value };
      else if (result.problem.code === "unauthorized") goToLogin();
      else if (onProblem?.(result.problem) !== true) toast.error(problemText(result.problem, t));
      return undefined;
    },
  };
}
