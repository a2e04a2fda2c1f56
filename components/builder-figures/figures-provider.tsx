"use client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useState } from "react";
import { ApiRefusal, call } from "#components/api/call.ts";
import { type FiguresResponse, getFiguresContract, type NodeFigures } from "#lib/api/figures.ts";
import { listVersionsContract } from "#lib/api/versions.ts";

export const FIGURE_PERIODS = ["24h", "7d", "30d", "90d"] as const;
type FigurePeriod = (typeof FIGURE_PERIODS)[number];
export const PERIOD_DAYS: Record<FigurePeriod, number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90 };

interface Shown {
  /** Null while they are being counted, or cannot be. */
  figures: FiguresResponse | null;
  nodes: ReadonlyMap<string, NodeFigures>;
  taken: ReadonlyMap<string, number>;
  pending: boolean;
  error: Error | null;
  /** The flow has never been published. */
  isUnpublished: boolean;
  /** Null: the published one. */
  version: number | null;
  setVersion: (version: number | null) => void;
  versions: readonly number[];
  period: FigurePeriod;
  setPeriod: (period: FigurePeriod) => void;
}

const FiguresContext = createContext<Shown | null>(null);

/** What is shown on the canvas; null while the figures are off. */
export const useFigures = (): Shown | null => use(FiguresContext);

interface FiguresProviderProps {
  flowId: number;
  /** Whether the figures are on: only then they are asked for. */
  open: boolean;
  children: ReactNode;
}

const REFRESH_MS = 60_000;

/** Around the canvas and the bar, within `LiveData`: counts what happened at each node of a version over a period. */
export function FiguresProvider({ flowId, open, children }: FiguresProviderProps) {
  const [version, setVersion] = useState<number | null>(null);
  const [period, setPeriod] = useState<FigurePeriod>("30d");
  const counted = useQuery({
    queryKey: ["figures", flowId, version, period],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - PERIOD_DAYS[period] * 86_400_000);
      return call(getFiguresContract, { params: { id: flowId }, query: { from, version: version ?? undefined } }, signal);
    },
    enabled: open,
    refetchInterval: REFRESH_MS,
    placeholderData: (previous) => previous,
  });
  const listed = useQuery({
    queryKey: ["versions", flowId],
    queryFn: ({ signal }) => call(listVersionsContract, { params: { id: flowId }, query: { limit: 50 } }, signal),
    enabled: open,
  });
  const data = counted.error === null ? (counted.data ?? null) : null;
  const shown: Shown = {
    figures: data,
    nodes: new Map(data?.nodes.map((node) => [node.node_id, node])),
    taken: data === null ? new Map() : takenCounts(data),
    pending: counted.isFetching,
    error: counted.error,
    isUnpublished: counted.error instanceof ApiRefusal && counted.error.code === "not-found",
    version,
    setVersion,
    versions: listed.data?.items.map(({ number }) => number) ?? [],
    period,
    setPeriod,
  };
  return <FiguresContext value={open ? shown : null}>{children}</FiguresContext>;
}

/** How often each transition was taken, by its id. */
function takenCounts({ nodes }: FiguresResponse): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { exits } of nodes) {
    for (const { transition_id: id, count } of exits) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}
