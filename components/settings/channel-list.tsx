"use client";
import { Pencil, Phone, Play, Plus, Stethoscope } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useAction } from "#components/api/use-action.ts";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ChannelDialog } from "./channel-dialog.tsx";
import { CheckDialog } from "./check-dialog.tsx";
import { Section } from "./section.tsx";
import type { ChannelActions } from "./actions.ts";

interface ChannelListProps {
  channels: readonly ChannelResponse[];
  flows: readonly { id: number; name: string; isPublished: boolean }[];
  /** The flow that a channel without one of its own begins. */
  fallback: { simulated: number | null; real: number | null };
  mayEdit: boolean;
  actions: ChannelActions;
}

type Dialog = { kind: "new" } | { kind: "edit" | "check"; channel: ChannelResponse };

export function ChannelList({ channels, flows, fallback, mayEdit, actions }: ChannelListProps) {
  const t = useT();
  const router = useRouter();
  const { run, pending } = useAction();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const create = mayEdit && (
    <Button variant="primary" onClick={() => setDialog({ kind: "new" })}>
      <Plus />
      {t("settings.channelNew")}
    </Button>
  );
  const claim = async (channel: ChannelResponse) => {
    if (!(await run(() => actions.update(channel.id, { status: "active" })))) return;
    toast.success(t("settings.channelClaimed", { name: channel.name }));
    router.refresh();
  };
  const resume = async (channel: ChannelResponse) => {
    if (!(await run(() => actions.resume(channel.id)))) return;
    toast.success(t("settings.channelResumed", { name: channel.name }));
    router.refresh();
  };
  return (
    <Section title={t("settings.channelsTitle")} description={t("settings.channelsText")} actions={channels.length > 0 && create}>
      {channels.length === 0 ? (
        <EmptyState icon={Phone} title={t("settings.channelEmptyTitle")} description={t("settings.channelEmptyText")} actions={create} />
      ) : (
        <ul className="divide-y divide-border rounded-xl border border-border bg-surface">
          {channels.map((channel) => (
            <li key={channel.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-48 flex-1">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{channel.name}</span>
                  <ChannelState channel={channel} />
                </div>
                <p className="text-[13px] break-all text-muted-foreground">
                  {channel.display_phone_number !== null && <>{channel.display_phone_number} · </>}
                  <code className="text-xs">{channel.phone_number_id}</code>
                </p>
                <FlowOf channel={channel} flows={flows} fallback={fallback} />
                <Pause channel={channel} />
              </div>
              {mayEdit && (
                <div className="flex items-center gap-2">
                  {channel.status === "unclaimed" && (
                    <Button variant="primary" pending={pending} onClick={() => void claim(channel)}>
                      {t("settings.channelClaim")}
                    </Button>
                  )}
                  {channel.paused_until !== null && (
                    <Button pending={pending} onClick={() => void resume(channel)}>
                      <Play />
                      {t("settings.channelResume")}
                    </Button>
                  )}
                  <Button onClick={() => setDialog({ kind: "check", channel })}>
                    <Stethoscope />
                    {t("settings.check")}
                  </Button>
                  <Tooltip label={t("common.edit")}>
                    <Button
                      variant="ghost"
                      size="icon"
                      aria-label={t("settings.channelEdit", { name: channel.name })}
                      onClick={() => setDialog({ kind: "edit", channel })}
                    >
                      <Pencil />
                    </Button>
                  </Tooltip>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {dialog?.kind === "check" && <CheckDialog channel={dialog.channel} check={actions.check} onClose={() => setDialog(null)} />}
      {(dialog?.kind === "new" || dialog?.kind === "edit") && (
        <ChannelDialog
          channel={dialog.kind === "edit" ? dialog.channel : undefined}
          flows={flows}
          actions={actions}
          onClose={() => setDialog(null)}
          onSaved={() => router.refresh()}
        />
      )}
    </Section>
  );
}

/** Why nothing leaves, and what to do. */
function Pause({
  channel: { paused_until: until, paused_code: code, paused_reason: reason, paused_detail: detail },
}: {
  channel: ChannelResponse;
}) {
  const t = useT();
  if (until === null) return null;
  return (
    <p className="text-[13px] text-warning-text">
      {t("settings.channelPaused")}: <Time at={until} /> · {code === null ? reason : t(`settings.check_${code}`, { said: detail ?? "" })}
    </p>
  );
}

function ChannelState({ channel }: { channel: ChannelResponse }) {
  const t = useT();
  if (channel.status === "unclaimed") return <Badge tone="warning">{t("settings.channelUnclaimed")}</Badge>;
  if (channel.simulated) return <Badge tone="info">{t("settings.channelSimulated")}</Badge>;
  return <Badge tone="success">{t("settings.channelActive")}</Badge>;
}

function FlowOf({ channel, flows, fallback }: { channel: ChannelResponse } & Pick<ChannelListProps, "flows" | "fallback">) {
  const t = useT();
  const id = channel.default_flow_id ?? (channel.simulated ? fallback.simulated : fallback.real);
  const flow = flows.find((each) => each.id === id);
  return (
    <p className="text-[13px] text-muted-foreground">
      {t("settings.channelFlow")}:{" "}
      {flow === undefined ? (
        id === null ? (
          <span className="text-warning-text">{t("settings.channelFlowMissing")}</span>
        ) : (
          `#${id}`
        )
      ) : (
        <Link
          href={`/console/flows/${flow.id}`}
          className="rounded text-primary-text underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
        >
          {flow.name}
        </Link>
      )}
      {id !== null && channel.default_flow_id === null && <> ({t("settings.channelFlowFallback")})</>}
      {flow?.isPublished === false && <span className="text-warning-text"> · {t("settings.channelFlowUnpublished")}</span>}
    </p>
  );
}
