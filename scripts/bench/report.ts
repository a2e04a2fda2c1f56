/** A figure, and what it should be. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  target?: { atMost: number } | { atLeast: number };
  /** What the reader should know of it. */
  note?: string;
}

const COLUMNS = { name: 46, value: 22, target: 20 };

export function heading(text: string): void {
  console.log(`\n${text}`);
}

export function print(figures: Figure[]): void {
  for (const figure of figures) {
    const { name, value, unit, target, note } = figure;
    const line = [`  ${name}`.padEnd(COLUMNS.name), `${number(value)} ${unit}`.padStart(COLUMNS.value), "  "];
    if (target !== undefined) {
      const [word, wanted] = "atMost" in target ? ["≤", target.atMost] : ["≥", target.atLeast];
      line.push(`${word} ${number(wanted)} ${unit}`.padEnd(COLUMNS.target), meets(figure) ? "ok  " : "MISS", ` ${ratio(value, wanted)}`);
    }
    if (note !== undefined) line.push(target === undefined ? note : `   ${note}`);
    console.log(line.join(""));
  }
}

export function meets({ value, target }: Figure): boolean {
  if (target === undefined) return true;
  return "atMost" in target ? value <= target.atMost : value >= target.atLeast;
}

/** The value below which this share (0 to 1) of the values lies; NaN for none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function ratio(value: number, wanted: number): string {
  return wanted === 0 ? "" : `(${(value / wanted).toFixed(2)} of it)`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2 });
}
