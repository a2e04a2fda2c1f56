"use client";
import { useState } from "react";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { AppActions, ChannelActions } from "./actions.ts";
import type { AssistantSurroundings } from "./assistant-surroundings.ts";
import { NumberStep } from "./assistant-number-step.tsx";
import { TestStep } from "./assistant-test-step.tsx";
import { WebhookStep } from "./assistant-webhook-step.tsx";

interface ChannelAssistantProps extends AssistantSurroundings {
  actions: ChannelActions;
  appActions: AppActions;
  onClose: () => void;
  onChanged: () => void;
}

type Step = "number" | "webhook" | "test";
const STEPS: readonly Step[] = ["number", "webhook", "test"];
const TITLES = { number: "channels.stepNumber", webhook: "channels.stepWebhook", test: "channels.stepTest" } as const;

/** From a number at Meta to a message that came in, in three steps. What a step did is kept: it may be left and gone on with later. */
export function ChannelAssistant({ actions, appActions, onClose, onChanged, ...surroundings }: ChannelAssistantProps) {
  const t = useT();
  const [step, setStep] = useState<Step>("number");
  const [channel, setChannel] = useState<ChannelResponse | null>(null);
  const [verifyToken, setVerifyToken] = useState<string | null>(null);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t("settings.channelNew")}
        description={`${t("channels.step", { step: STEPS.indexOf(step) + 1 })}: ${t(TITLES[step])}`}
      >
        {channel === null || step === "number" ? (
          <NumberStep
            {...surroundings}
            actions={actions}
            appActions={appActions}
            onAppAdded={(token) => {
              setVerifyToken(token);
              onChanged();
            }}
            onDone={(made) => {
              onChanged();
              // Without a token nothing goes through Meta.
              if (made.simulated) return onClose();
              setChannel(made);
              setStep("webhook");
            }}
            onClose={onClose}
          />
        ) : step === "webhook" ? (
          <WebhookStep
            {...surroundings}
            channel={channel}
            verifyToken={channel.app_id === null ? surroundings.environment.verifyToken : verifyToken}
            actions={actions}
            appActions={appActions}
            onVerifyToken={setVerifyToken}
            onNext={() => setStep("test")}
            onClose={onClose}
          />
        ) : (
          <TestStep channel={channel} actions={actions} onClose={onClose} />
        )}
      </DialogContent>
    </Dialog>
  );
}
