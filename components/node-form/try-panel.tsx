"use client";
import { Send } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { CallName } from "#lib/engine/calls.ts";
import { type Problem, toProblem } from "#lib/engine/problem/problem.ts";
import type { Context } from "#lib/engine/types.ts";
import { useLocale } from "#lib/i18n/client.tsx";
import { problemTextWith } from "#lib/i18n/problem-text.ts";
import { type TriedCall, useForm } from "./form-context.tsx";

/** The call that the options make of the sample, null while there is nothing to call; or why none can be made. */
type MadeRequest<Request> = { request: Request | null } | { problem: Problem };

export function tryToMake<Request>(make: () => Request | null): MadeRequest<Request> {
  try {
    return { request: make() };
  } catch (error) {
    return { problem: toProblem(error) };
  }
}

interface TryPanelProps<Request extends Context> {
  effect: CallName;
  /** Null: an option is not valid. */
  made: MadeRequest<Request> | null;
  words: { title: string; send: string; sendAgain: string; help: string; invalid: string };
  /** Between the button and what came back, for a request that can be made. */
  preview?: (request: Request) => ReactNode;
  children: (tried: TriedCall) => ReactNode;
  /** Above the preview: the values to try it with. */
  values?: ReactNode;
}

/** Makes a node's call for real, with the sample's values; nothing for users who may not. */
export function TryPanel<Request extends Context>({ effect, made, words, preview, children, values }: TryPanelProps<Request>) {
  const locale = useLocale();
  const { tryCall } = useForm();
  const [isUnderWay, setUnderWay] = useState(false);
  const [tried, setTried] = useState<TriedCall | null>(null);
  if (tryCall === null) return null;
  const problem = made === null ? words.invalid : "problem" in made ? problemTextWith(() => undefined, made.problem, locale) : null;
  const request = made !== null && "request" in made ? made.request : null;

  const send = async (asked: Request) => {
    setUnderWay(true);
    setTried(await tryCall(effect, asked));
    setUnderWay(false);
  };
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[13px] leading-5 font-medium">{words.title}</h3>
        <Button size="sm" pending={isUnderWay} disabled={request === null} onClick={() => request !== null && void send(request)}>
          <Send aria-hidden="true" />
          {tried === null ? words.send : words.sendAgain}
        </Button>
      </div>
      {values}
      {problem !== null && <p className="text-xs text-danger-text">{problem}</p>}
      {request !== null && preview?.(request)}
      {tried === null ? <p className="text-xs leading-4 text-muted-foreground">{words.help}</p> : children(tried)}
    </section>
  );
}
