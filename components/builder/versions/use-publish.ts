import { useQueryClient } from "@tanstack/react-query";
import { refusalText } from "#components/api/refusal-text.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useAutosaver } from "../saving/saving-context.tsx";
import { useEditor } from "../store/editor-context.tsx";
import { publish } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

/** Told of a version that has just gone live, and the graph that it is. */
export type OnPublished = (version: number, graph: FlowGraph) => void;

/**
 * Saves the draft and publishes it, and has it answer on a channel (null: where it did); returns the number of the version. Throws an
 * Error that says in words why it did not.
 */
export function usePublish(flowId: number, onPublished: OnPublished): (note: string, channelId: number | null) => Promise<number> {
  const t = useT();
  const editor = useEditor();
  const queries = useQueryClient();
  const autosave = useAutosaver();
  return async (note, channelId) => {
    const { graph } = editor.store.getState();
    await autosave.flush();
    if (autosave.isDirty) throw new Error(t("builder.publishUnsaved"));
    const { version } = await publish(flowId, {
      note,
      revision: autosave.revision,
      ...(channelId !== null && { channel_id: channelId }),
    }).catch((error: unknown) => {
      throw new Error(refusalText(error, t), { cause: error });
    });
    await queries.invalidateQueries({ queryKey: versionsKey(flowId) });
    onPublished(version, graph);
    return version;
  };
}
