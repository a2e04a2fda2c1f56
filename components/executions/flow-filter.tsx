"use client";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { useT } from "#lib/i18n/client.tsx";

export interface FlowChoice {
  id: number;
  name: string;
}

interface FlowFilterProps {
  flowId: number | null;
  flows: readonly FlowChoice[];
  onChange: (flowId: number | null) => void;
}

export function FlowFilter({ flowId, flows, onChange }: FlowFilterProps) {
  const t = useT();
  const isListed = flowId === null || flows.some(({ id }) => id === flowId);
  return (
    <FilterSelect
      label={t("executions.filterFlow")}
      value={String(flowId ?? "all")}
      onChange={(value) => onChange(value === "all" ? null : Number(value))}
      options={[
        { value: "all", label: t("executions.allFlows") },
        ...(isListed ? [] : [{ value: String(flowId), label: t("executions.flowNumber", { id: String(flowId) }) }]),
        ...flows.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  );
}
