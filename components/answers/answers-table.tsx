"use client";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
import { StatusBadge } from "#components/executions/status-badge.tsx";
import { TestBadge } from "#components/executions/test-badge.tsx";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { AnswersColumn, AnswersRow } from "#lib/api/answers.ts";
import { useT } from "#lib/i18n/client.tsx";
import { answerText } from "./answer-text.ts";

/** One row a conversation, one column a key that a node keeps. */
export function AnswersTable({ columns, rows }: { columns: readonly AnswersColumn[]; rows: readonly AnswersRow[] }) {
  const t = useT();
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("executions.rowsHint")}</caption>
      <TableHeader>
        <tr>
          <TableHead>{t("executions.columnContact")}</TableHead>
          <TableHead>{t("executions.columnStatus")}</TableHead>
          {columns.map(({ key, node_names: names }) => (
            <TableHead key={key} title={names.join(", ")} className="py-1.5">
              {key}
              {names[0] !== undefined && <span className="block max-w-40 truncate text-xs font-normal">{names[0]}</span>}
            </TableHead>
          ))}
          <TableHead className="text-right">{t("answers.columnStarted")}</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.execution_id} className="relative">
            <TableCell className="max-w-56 min-w-36">
              <div className="flex items-center gap-1.5">
                <RowLink href={`/console/executions/${row.execution_id}`}>{nameOf(row.contact, t)}</RowLink>
                <TestBadge of={row.contact} />
              </div>
              {row.contact.name !== null && (
                <p className="truncate text-[13px] text-muted-foreground tabular-nums">{phoneOf(row.contact)}</p>
              )}
            </TableCell>
            <TableCell>
              <StatusBadge status={row.status} />
            </TableCell>
            {columns.map(({ key }) => (
              <TableCell key={key} className="max-w-64">
                <Answer value={row.values[key]} />
              </TableCell>
            ))}
            <TableCell className="text-right whitespace-nowrap text-muted-foreground">
              <RelativeTime at={row.started_at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Answer({ value }: { value: unknown }) {
  const text = answerText(value);
  return text === "" ? (
    <span className="text-muted-foreground">–</span>
  ) : (
    <p className="truncate" title={text}>
      {text}
    </p>
  );
}
