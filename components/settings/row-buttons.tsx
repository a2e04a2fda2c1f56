import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

interface RowButtonsProps {
  /** Of what the row shows: buttons of two rows are told apart by it. */
  name: string;
  edit: { label: string; onClick: () => void };
  remove: { label: string; onClick: () => void };
}

/** At the end of a row that can be edited and deleted. */
export function RowButtons({ name, edit, remove }: RowButtonsProps) {
  return (
    <div className="flex gap-1">
      <Button size="sm" onClick={edit.onClick} aria-label={`${edit.label}: ${name}`}>
        {edit.label}
      </Button>
      <Button size="icon-sm" variant="ghost" onClick={remove.onClick} aria-label={`${remove.label}: ${name}`}>
        <Trash2 />
      </Button>
    </div>
  );
}
