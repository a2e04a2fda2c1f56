/** Comma-separated values as spreadsheets write them (RFC 4180), in any of their separators, read as they come. */

export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Of one record, in characters: a quote that is never closed must not take the whole file for one cell. */
export const LONGEST_RECORD = 256 * 1024;

type CsvFault = "record_too_long" | "open_quote";

export class CsvError extends Error {
  override name = "CsvError";
  readonly code: CsvFault;
  /** The record in which it was noticed, from 1. */
  readonly record: number;
  constructor(code: CsvFault, record: number) {
    super(`record ${record}: ${code}`);
    this.code = code;
    this.record = record;
  }
}

export interface CsvRecord {
  /** From 1, blank ones counted, as a spreadsheet numbers its rows. */
  n: number;
  cells: string[];
}

/** Takes a text in pieces of any size and gives the records that are whole; one of nothing but blanks is passed over. */
export class CsvReader {
  readonly #delimiter: Delimiter;
  #cells: string[] = [];
  #cell = "";
  /** `quote`: a quote within quotes, which ends them or stands for one. */
  #state: "start" | "plain" | "quoted" | "quote" = "start";
  #wasReturn = false;
  #length = 0;
  #n = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** @throws CsvError */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const character of text) {
      const isSecondHalf = this.#wasReturn && character === "\n";
      this.#wasReturn = character === "\r" && this.#state !== "quoted";
      if (!isSecondHalf) this.#take(character, records);
    }
    return records;
  }

  /** What is left when nothing more comes. @throws CsvError */
  end(): CsvRecord[] {
    if (this.#state === "quoted") throw new CsvError("open_quote", this.#n + 1);
    const records: CsvRecord[] = [];
    if (this.#length > 0) this.#endRecord(records);
    return records;
  }

  #take(character: string, records: CsvRecord[]): void {
    this.#length += 1;
    if (this.#length > LONGEST_RECORD) throw new CsvError("record_too_long", this.#n + 1);
    if (this.#state === "quoted") {
      if (character === '"') this.#state = "quote";
      else this.#cell += character;
    } else if (character === '"' && this.#state === "quote") {
      this.#cell += character;
      this.#state = "quoted";
    } else if (character === '"' && this.#state === "start") this.#state = "quoted";
    else if (character === this.#delimiter) this.#endCell();
    else if (character === "\n" || character === "\r") this.#endRecord(records);
    else {
      this.#cell += character;
      this.#state = "plain";
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell.trim());
    this.#cell = "";
    this.#state = "start";
  }

  #endRecord(records: CsvRecord[]): void {
    this.#endCell();
    this.#n += 1;
    if (this.#cells.some((cell) => cell !== "")) records.push({ n: this.#n, cells: this.#cells });
    this.#cells = [];
    this.#length = 0;
  }
}

/** The separator that the first line has most of, outside of quotes; a comma where it has none. */
export function delimiterOf(firstLine: string): Delimiter {
  const bare = firstLine.replace(/"(?:[^"]|"")*"?/g, "");
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}
