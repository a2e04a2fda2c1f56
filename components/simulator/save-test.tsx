"use client";
import { ListPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { recordAsTest } from "#lib/flow-tests/run.ts";
import { useT } from "#lib/i18n/client.tsx";
import { saveTest } from "./api.ts";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { prepare } from "./simulator-store.ts";

/** Keeps the conversation as a flow test; asks only for a name. */
export function SaveTest() {
  const t = useT();
  const { simulator, graph, flowId } = useSimulator();
  const isEmpty = useSimulatorState(({ session }) => session.at === 0);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setPending(true);
    setProblem(undefined);
    try {
      // On the draft as it is now, so that a test is green when it is made.
      const { session } = simulator.store.getState();
      const saved = await saveTest(flowId, recordAsTest(session, prepare(graph).flow, name.trim()));
      simulator.set({ tests: [...(simulator.store.getState().tests ?? []), saved] });
      toast.success(t("simulator.testSaved", { name: saved.name }));
      setOpen(false);
      setName("");
    } catch (error) {
      setProblem(refusalText(error, t));
    }
    setPending(false);
  };

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <Tooltip label={t("simulator.saveTest")}>
        <PopoverTrigger asChild>
          <Button size="icon-sm" variant="ghost" aria-label={t("simulator.saveTest")} disabled={isEmpty}>
            <ListPlus aria-hidden="true" />
          </Button>
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent align="end" aria-label={t("simulator.saveTest")}>
        <form onSubmit={(event) => void save(event)} className="flex flex-col gap-2.5">
          <Field label={t("simulator.testName")} help={t("simulator.testNameHelp")} error={problem}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                value={name}
                maxLength={200}
                placeholder={t("simulator.testNameSample")}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" size="sm" variant="primary" className="self-end" pending={pending} disabled={name.trim() === ""}>
            {t("common.save")}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
