import { ToggleGroup as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

interface SegmentedProps<Value extends string> extends Pick<
  ComponentProps<typeof Primitive.Root>,
  "id" | "disabled" | "aria-describedby" | "aria-invalid"
> {
  /** Read out as the name of the group. */
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; name?: string }[];
  className?: string;
}

/** One of a few, all of them in sight. */
export function Segmented<Value extends string>({ label, value, onChange, options, className, ...root }: SegmentedProps<Value>) {
  return (
    <Primitive.Root
      {...root}
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find((each) => each.value === next);
        if (option) onChange(option.value);
      }}
      className={cn("inline-flex h-8 items-center gap-0.5 rounded-md bg-secondary p-0.5", className)}
    >
      {options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          aria-label={option.name}
          className="inline-flex h-7 cursor-pointer items-center justify-center gap-1.5 rounded px-2.5 text-[13px] font-medium whitespace-nowrap text-muted-foreground outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring data-[state=on]:bg-surface data-[state=on]:text-foreground data-[state=on]:shadow-sm [&_svg]:size-4"
        >
          {option.label}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  );
}
