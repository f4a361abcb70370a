import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/** JSON with the line of each of its values, for messages about a file that people write by hand. */
export type LocatedJson = {
  readonly value: unknown;
  /** The line of a key or list item; of the nearest thing around it, where it is not there. */
  lineOf(path: readonly PropertyKey[]): number;
};

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

/** JSON as RFC 8259 has it: no comments, no comma before an end, and each key once. */
export function parseLocatedJson(text: string): LocatedJson {
  const errors: ParseError[] = [];
  // Some editors write a byte order mark; a blank in its place keeps the columns.
  const json = text.replace(/^\uFEFF/, " ");
  const root = parseTree(json, errors, { disallowComments: true });
  const [error] = errors;
  if (error !== undefined) throw toTrouble(error, json);
  const repeated = root === undefined ? undefined : findRepeated(root);
  if (repeated !== undefined)
    throw new JsonTrouble(
      `the key "${repeated.value}" stands here for the second time`,
      json,
      repeated.offset,
    );
  return {
    value: JSON.parse(json),
    lineOf(path) {
      for (let length = path.length; length > 0 && root !== undefined; length -= 1) {
        const node = findNodeAtLocation(root, path.slice(0, length).map(toSegment));
        // A member's place is its key's.
        const place = node?.parent?.type === "property" ? node.parent : node;
        if (place !== undefined) return text.slice(0, place.offset).split("\n").length;
      }
      return 1;
    },
  };
}

/** The key of a member whose name an earlier member of the same object has. */
function findRepeated(node: Node): Node | undefined {
  const { children = [] } = node;
  const keys = node.type === "object" ? children.flatMap(({ children: [key] = [] }) => key ?? []) : [];
  const own = keys.find((key, index) => keys.findIndex(({ value }) => value === key.value) < index);
  if (own !== undefined) return own;
  for (const child of children) {
    const inner = findRepeated(child);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function toSegment(part: PropertyKey): string | number {
  return typeof part === "number" ? part : String(part);
}

const expected: Readonly<Record<string, string>> = {
  PropertyNameExpected: "a key in double quotes",
  ColonExpected: '":"',
  CommaExpected: '"," or an end',
  CloseBraceExpected: '"," or "}"',
  CloseBracketExpected: '"," or "]"',
  EndOfFileExpected: "the end of the file",
  UnexpectedEndOfString: "a text that ends on its line",
  InvalidEscapeCharacter: "a text with escapes of JSON",
  InvalidCommentToken: "no comment, which JSON has not,",
};

function toTrouble({ error, offset }: ParseError, text: string): JsonTrouble {
  const rest = text.slice(offset).split("\n")[0] ?? "";
  const found =
    offset >= text.length ? "the file ends" : `there is ${rest.slice(0, 20).trimEnd() || "a line break"}`;
  const wanted = expected[printParseErrorCode(error)] ?? "a value, or a key in double quotes,";
  return new JsonTrouble(`${wanted} is expected, but ${found}`, text, offset);
}
