/** JSON with the line of each of its values, for messages about a file that people write by hand. */
export type LocatedJson = {
  readonly value: unknown;
  /** The line of a key or list item; of the nearest thing around it, where it is not there. */
  lineOf(path: readonly PropertyKey[]): number;
};

type Path = readonly (string | number)[];
type Reader = { readonly text: string; at: number; readonly places: Map<string, number> };

/** The text is not JSON: where, and what should stand there. */
export class JsonTrouble extends Error {
  override readonly name = "JsonTrouble";
  readonly line: number;
  readonly column: number;

  constructor(message: string, text: string, at: number) {
    super(message);
    const before = text.slice(0, at).split("\n");
    this.line = before.length;
    this.column = (before.at(-1)?.length ?? 0) + 1;
  }
}

export function parseLocatedJson(text: string): LocatedJson {
  const byteOrderMark = text.startsWith("\uFEFF") ? 1 : 0;
  const reader: Reader = { text, at: byteOrderMark, places: new Map() };
  const value = readValue(reader, []);
  skipSpace(reader);
  if (reader.at < text.length) throw toTrouble(reader, "the end of the file");
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const at = reader.places.get(toKey(path.slice(0, length)));
        if (at !== undefined) return toLine(text, at);
      }
      return 1;
    },
  };
}

function readValue(reader: Reader, path: Path): unknown {
  skipSpace(reader);
  // A member's place is its key's.
  if (!reader.places.has(toKey(path))) reader.places.set(toKey(path), reader.at);
  if (take(reader, "{")) return readObject(reader, path);
  if (take(reader, "[")) return readList(reader, path);
  const literal = match(reader, quotedText) ?? match(reader, scalar);
  if (literal === undefined) throw toTrouble(reader, "a value");
  return JSON.parse(literal);
}

const quotedText = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

function readObject(reader: Reader, path: Path): object {
  const members = new Map<string, unknown>();
  if (take(reader, "}")) return {};
  do {
    skipSpace(reader);
    const at = reader.at;
    const quoted = match(reader, quotedText);
    if (quoted === undefined) throw toTrouble(reader, "a key in double quotes");
    const key = String(JSON.parse(quoted));
    if (members.has(key))
      throw new JsonTrouble(`the key ${quoted} stands here for the second time`, reader.text, at);
    reader.places.set(toKey([...path, key]), at);
    if (!take(reader, ":")) throw toTrouble(reader, '":"');
    members.set(key, readValue(reader, [...path, key]));
  } while (take(reader, ","));
  if (!take(reader, "}")) throw toTrouble(reader, '"," or "}"');
  return Object.fromEntries(members);
}

function readList(reader: Reader, path: Path): unknown[] {
  const items: unknown[] = [];
  if (take(reader, "]")) return items;
  do items.push(readValue(reader, [...path, items.length]));
  while (take(reader, ","));
  if (!take(reader, "]")) throw toTrouble(reader, '"," or "]"');
  return items;
}

function skipSpace(reader: Reader): void {
  match(reader, /[ \t\r\n]*/y);
}

function take(reader: Reader, sign: string): boolean {
  skipSpace(reader);
  const isThere = reader.text.startsWith(sign, reader.at);
  if (isThere) reader.at += sign.length;
  return isThere;
}

/** What stands at the reader's place, if it fits the sticky pattern; the reader moves behind it. */
function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at = pattern.lastIndex;
  return found;
}

function toTrouble({ text, at }: Reader, expected: string): JsonTrouble {
  const rest = text.slice(at).split("\n")[0] ?? "";
  const found =
    at >= text.length ? "the file ends" : `there is ${rest.slice(0, 20).trimEnd() || "a line break"}`;
  const hint = /^\/[/*]/.test(rest) ? "; JSON has no comments" : "";
  return new JsonTrouble(`${expected} is expected, but ${found}${hint}`, text, at);
}

function toKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

function toLine(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
