"use client";
import { Ellipsis, Pause, Pencil, Phone, Play, Plus, Stethoscope, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useAction } from "#components/api/use-action.ts";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { AssistantSurroundings } from "./assistant-surroundings.ts";
import { ChannelAssistant } from "./channel-assistant.tsx";
import { ChannelDialog } from "./channel-dialog.tsx";
import { ChannelRemoval } from "./channel-removal.tsx";
import { CheckDialog } from "./check-dialog.tsx";
import { Section } from "./section.tsx";
import type { AppActions, ChannelActions } from "./actions.ts";

interface ChannelListProps extends AssistantSurroundings {
  channels: readonly ChannelResponse[];
  /** The flow that a channel without one of its own begins. */
  fallback: { simulated: number | null; real: number | null };
  mayEdit: boolean;
  actions: ChannelActions;
  appActions: AppActions;
}

type Dialog = { kind: "new" } | { kind: "edit" | "check" | "remove"; channel: ChannelResponse };

export function ChannelList({ channels, fallback, mayEdit, actions, appActions, ...surroundings }: ChannelListProps) {
  const { apps, flows } = surroundings;
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
  const pause = async (channel: ChannelResponse) => {
    if (!(await run(() => actions.pause(channel.id)))) return;
    toast.success(t("channels.paused", { name: channel.name }));
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
              <div className="min-w-48 flex-1 wrap-anywhere">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{channel.name}</span>
                  <ChannelState channel={channel} />
                </div>
                <p className="text-[13px] break-all text-muted-foreground">
                  {channel.display_phone_number !== null && <>{channel.display_phone_number} · </>}
                  <code className="text-xs">{channel.phone_number_id}</code>
                </p>
                <FlowOf channel={channel} flows={flows} fallback={fallback} />
                {channel.app_id !== null && (
                  <p className="text-[13px] text-muted-foreground">
                    {t("channels.appOf", { name: apps.find(({ app_id: id }) => id === channel.app_id)?.name ?? channel.app_id })}
                  </p>
                )}
                <WhyPaused channel={channel} />
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
                  <DropdownMenu>
                    <DropdownMenuTrigger asChild>
                      <Button variant="ghost" size="icon" aria-label={t("common.actionsFor", { name: channel.name })}>
                        <Ellipsis />
                      </Button>
                    </DropdownMenuTrigger>
                    <DropdownMenuContent align="end">
                      {channel.paused_code !== "by_person" && (
                        <DropdownMenuItem onSelect={() => void pause(channel)}>
                          <Pause />
                          {t("channels.pause")}
                        </DropdownMenuItem>
                      )}
                      <DropdownMenuItem danger onSelect={() => setDialog({ kind: "remove", channel })}>
                        <Trash2 />
                        {t("channels.remove")}
                      </DropdownMenuItem>
                    </DropdownMenuContent>
                  </DropdownMenu>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {dialog?.kind === "check" && <CheckDialog channel={dialog.channel} check={actions.check} onClose={() => setDialog(null)} />}
      {dialog?.kind === "remove" && (
        <ChannelRemoval channel={dialog.channel} actions={actions} onClose={() => setDialog(null)} onRemoved={() => router.refresh()} />
      )}
      {dialog?.kind === "new" && (
        <ChannelAssistant
          {...surroundings}
          actions={actions}
          appActions={appActions}
          onClose={() => setDialog(null)}
          onChanged={() => router.refresh()}
        />
      )}
      {dialog?.kind === "edit" && (
        <ChannelDialog
          channel={dialog.channel}
          apps={apps}
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
function WhyPaused({
  channel: { paused_until: until, paused_code: code, paused_reason: reason, paused_detail: detail },
}: {
  channel: ChannelResponse;
}) {
  const t = useT();
  if (until === null) return null;
  return (
    <p className="text-[13px] text-warning-text">
      {code === "by_person" ? (
        t("channels.pausedByPerson")
      ) : (
        <>
          {t("settings.channelPaused")}: <Time at={until} /> ·{" "}
          {code === null ? reason : t(`settings.check_${code}`, { said: detail ?? "" })}
        </>
      )}
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
