"use client";
import { useEffect, useEffectEvent, useState } from "react";
import type { z } from "zod";
import { call, callWithFile } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { giveFileContract, type Phones, playEmulatorContract, readEmulatorContract } from "#lib/api/emulator.ts";
import { useT } from "#lib/i18n/client.tsx";

const LOOK_EVERY_MS = 700;

/** What is sent to the emulated Meta. */
export type PlayBody = z.input<NonNullable<(typeof playEmulatorContract)["body"]>>;

/** Without number and contact, which the device knows. */
export type OwnAct = PlayBody extends infer Each
  ? Each extends { contact?: unknown }
    ? Omit<Each, "number" | "contact" | "wa_id" | "name">
    : never
  : never;

export interface Phone {
  view: Phones | null;
  problem: string | null;
  /** Resolves when it was done or refused, and looked at. */
  play: (act: PlayBody) => Promise<void>;
  /** A file of one's own, as something that a contact may say; null where it was refused. */
  give: (file: File) => Promise<Extract<OwnAct, { act: "say" }> | null>;
}

/** What the phones show that write to this number, kept up to date. */
export function usePhone(number: string): Phone {
  const t = useT();
  const [view, setView] = useState<Phones | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const look = () =>
    call(readEmulatorContract, { params: { number } }).then(setView, (error: unknown) => setProblem(refusalText(error, t)));
  const lookAgain = useEffectEvent(() => {
    if (document.visibilityState === "visible") void look();
  });
  useEffect(() => {
    lookAgain();
    const interval = setInterval(() => lookAgain(), LOOK_EVERY_MS);
    return () => clearInterval(interval);
  }, [number]);

  const refuse = (error: unknown) => setProblem(refusalText(error, t));
  return {
    view: view?.number === number ? view : null,
    problem,
    async play(act) {
      setProblem(null);
      await call(playEmulatorContract, { body: act }).catch(refuse);
      await look();
    },
    async give(file) {
      setProblem(null);
      try {
        const { id, kind } = await callWithFile(giveFileContract, { params: { number } }, file);
        return { act: "say", kind, values: { file: id, filename: file.name.slice(0, 240) } };
      } catch (error) {
        refuse(error);
        return null;
      }
    },
  };
}
