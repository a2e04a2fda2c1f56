"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useCalendars } from "#components/api/calendars.ts";
import { useFlowsToBegin } from "#components/api/other-flows.ts";
import { useContactFields } from "#components/api/contact-fields.ts";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { tryCall } from "#components/api/try-call.ts";
import { upload } from "#components/api/upload.ts";
import type { KnownPath } from "#components/text/completion.ts";
import { type Form, FormProvider } from "#components/node-form/form-context.tsx";
import { useSample } from "#components/node-form/sample/sample-store.ts";
import { listChannelFormsContract } from "#lib/api/channel-forms.ts";
import { listChannelsContract } from "#lib/api/channels.ts";
import { listSecretsContract } from "#lib/api/secrets.ts";
import type { Context, FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { fieldIssueText } from "../issues/issue-text.ts";
import { useIssuesOfField } from "../issues/use-issues-of-field.ts";
import { writeNodeOption } from "../model/commands/change.ts";
import { pathsBefore } from "../model/upstream.ts";
import { useEditor, useEditorState, useTransitions } from "../store/editor-context.tsx";

const MOST_CHANNELS = 100;

async function listChannels(signal: AbortSignal) {
  const { items } = await call(listChannelsContract, { query: { limit: MOST_CHANNELS } }, signal);
  return items.filter(({ status }) => status === "active").map(({ id, name }) => ({ id: String(id), name }));
}

async function listForms(channelId: string, signal: AbortSignal) {
  const { items } = await call(listChannelFormsContract, { params: { id: channelId } }, signal);
  return items;
}

/** Around the form of a node of the draft: what the fields show comes from the editor, and what is written goes there. */
export function NodeForm({ node, children }: { node: FlowNode; children: ReactNode }) {
  const editor = useEditor();
  const t = useT();
  const locale = useLocale();
  const graph = useEditorState((state) => state.graph);
  const readOnly = useEditorState((state) => state.readOnly);
  const { issues, onType, onLeave } = useIssuesOfField({ nodeId: node.id });
  const type = nodeTypes.get(node.node_type);
  const takesSecrets = type?.takesSecrets === true;
  const fields = useContactFields();
  const known = pathsBefore(graph, nodeTypes, node.id, { fields });
  const secrets = useSecretPaths(takesSecrets && !readOnly);
  const calendars = useCalendars();
  const flows = useFlowsToBegin(type?.begins !== undefined);
  const paths = [...known, ...secrets];
  const transitions = useTransitions(node.id);
  const sample = useSample(
    known,
    useEditorState(({ running }) => running),
  );
  const parsed = type?.config.safeParse(node.config);
  const form: Form = {
    options: node.config,
    config: parsed?.success ? (parsed.data as Context) : node.config,
    optionsWords: nodeMessages(node.node_type, locale).options,
    issues,
    issueText: (issue) => fieldIssueText(issue, graph, t, locale),
    paths,
    sample,
    takesSecrets,
    readOnly,
    calendars,
    flows,
    tryCall: readOnly
      ? null
      : (effect, request) =>
          tryCall(effect, request).then(
            (result) => ({ result }),
            (error: unknown) => ({ problem: refusalText(error, t) }),
          ),
    channelLists: {
      channels: listChannels,
      forms: listForms,
      problemText: (error) => refusalText(error, t),
    },
    uploadFile: readOnly
      ? null
      : (file, kind) =>
          upload(file, kind).then(
            ({ id, filename, mime_type, size }) => ({ file: { id, filename, mime_type, size } }),
            (error: unknown) => ({ problem: refusalText(error, t) }),
          ),
    usedExits: transitions.map(({ exit }) => exit),
    set(path, value, { ownStep = false } = {}) {
      onType();
      editor.edit((now) => writeNodeOption(now, node.id, path, value), ownStep ? {} : { group: `${node.id}.${path}` });
    },
  };
  return (
    <FormProvider form={form}>
      <div className="contents" onBlur={onLeave}>
        {children}
      </div>
    </FormProvider>
  );
}

/** The secrets that there are, as texts write them; a list that cannot be had offers none. */
function useSecretPaths(isWanted: boolean): KnownPath[] {
  const t = useT();
  const { data } = useQuery({
    queryKey: ["secrets"],
    queryFn: () => call(listSecretsContract, { query: { limit: 200 } }),
    enabled: isWanted,
    staleTime: 60_000,
  });
  return (data?.items ?? []).map(({ name }) => ({ path: `secret.${name}`, setBy: [t("builder.secret")] }));
}
