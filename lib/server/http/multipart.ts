import { badRequest } from "../platform/api-error.ts";

/**
 * A form with one file, read as it comes: the file is handed on in pieces and never collected. What stands before the file are its
 * fields; whatever comes after it is passed over.
 */

interface FormFile {
  filename: string | null;
  type: string | null;
  pieces: AsyncIterable<Uint8Array>;
}

/** Of a part's headers, and of a field's value. */
const MOST_BYTES = 16 * 1024;
const MOST_FIELDS = 20;

/** The boundary that a Content-Type names; null for what is no form. */
export function boundaryOf(contentType: string | null): string | null {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;(?:[^;]*;)*?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? "") ?? [];
  return quoted ?? bare ?? null;
}

/** Null: the form has no file. @throws ApiError 400 for what is no form, also while the file is read */
export async function readFileOfForm(body: AsyncIterable<Uint8Array>, boundary: string): Promise<FormFile | null> {
  const reader = new FormReader(body, Buffer.from(`\r\n--${boundary}`, "latin1"));
  await reader.collect(reader.upToDelimiter());
  for (let fields = 0; fields < MOST_FIELDS; fields += 1) {
    const headers = await reader.headers();
    if (headers === null) return null;
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? "";
    const filename = parameterOf(disposition, "filename");
    if (filename !== null && parameterOf(disposition, "name") === "file")
      return {
        filename: filename === "" ? null : filename,
        type: /^content-type:\s*([^\r\n]+)/im.exec(headers)?.[1]?.trim() ?? null,
        pieces: reader.upToDelimiter(),
      };
    await reader.collect(reader.upToDelimiter());
  }
  throw badRequest("The form has too many fields before its file.", { code: "invalid-form" });
}

function parameterOf(disposition: string, name: string): string | null {
  const [, value] = new RegExp(`(?:^|;|\\s)${name}="((?:[^"\\\\]|\\\\.)*)"`, "i").exec(disposition) ?? [];
  return value === undefined ? null : value.replace(/\\(["\\])/g, "$1").replace(/%22/g, '"');
}

class FormReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  // The first delimiter has no line break before it.
  #held: Buffer = Buffer.from("\r\n");

  constructor(body: AsyncIterable<Uint8Array>, delimiter: Buffer) {
    this.#source = body[Symbol.asyncIterator]();
    this.#delimiter = delimiter;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done === true) return false;
    this.#held = Buffer.concat([this.#held, value]);
    return true;
  }

  /** All up to the next delimiter, which is passed over. */
  async *upToDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(this.#delimiter);
      if (at >= 0) {
        const rest = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + this.#delimiter.byteLength);
        if (rest.byteLength > 0) yield rest;
        return;
      }
      // What may be the beginning of a delimiter stays.
      const sure = this.#held.byteLength - this.#delimiter.byteLength + 1;
      if (sure > 0) {
        const piece = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield piece;
      }
      if (!(await this.#more())) throw broken();
    }
  }

  /** What is small enough to be held. */
  async collect(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
    const all: Buffer[] = [];
    let size = 0;
    for await (const piece of pieces) {
      size += piece.byteLength;
      if (size > MOST_BYTES) throw broken();
      all.push(piece);
    }
    return Buffer.concat(all);
  }

  /** The headers of the next part; null where the form ends. */
  async headers(): Promise<string | null> {
    while (this.#held.byteLength < 2) if (!(await this.#more())) throw broken();
    if (this.#held.subarray(0, 2).toString("latin1") === "--") return null;
    for (;;) {
      const end = this.#held.indexOf("\r\n\r\n");
      if (end >= 0) {
        const text = this.#held.subarray(0, end).toString("utf8");
        this.#held = this.#held.subarray(end + 2 + 2);
        // An empty part's delimiter begins with the line break that ended its headers.
        if (this.#held.byteLength === 0) await this.#more();
        return text.replace(/^\r\n/, "");
      }
      if (this.#held.byteLength > MOST_BYTES || !(await this.#more())) throw broken();
    }
  }
}

const broken = () => badRequest("The form is broken off, or no form at all.", { code: "invalid-form" });
