/** Which groups of rows are folded: those named, or all but those named. */
export type Fold = { readonly kind: "these" | "all-but"; readonly keys: ReadonlySet<string> };

export const nothingFolded: Fold = { kind: "these", keys: new Set() };
export const allFolded: Fold = { kind: "all-but", keys: new Set() };

const allBut = "!";

/** As it stands in the URL: encoded names with commas between them; a leading "!" means all but these. */
export function parseFold(text: string | null): Fold {
  if (text === null || text === "") return nothingFolded;
  const isAllBut = text.startsWith(allBut);
  const names = (isAllBut ? text.slice(allBut.length) : text).split(",").filter((name) => name !== "");
  return { kind: isAllBut ? "all-but" : "these", keys: new Set(names.map(decodeName)) };
}

export function isFolded({ kind, keys }: Fold, key: string): boolean {
  return keys.has(key) === (kind === "these");
}

/** The shorter way to name them; undefined where nothing is folded. */
export function toFoldText(fold: Fold, all: readonly string[]): string | undefined {
  const folded = all.filter((key) => isFolded(fold, key));
  if (folded.length === 0) return undefined;
  if (folded.length * 2 <= all.length) return folded.map(encodeURIComponent).join(",");
  const open = all.filter((key) => !isFolded(fold, key));
  return `${allBut}${open.map(encodeURIComponent).join(",")}`;
}

export function toggleFold({ kind, keys }: Fold, key: string): Fold {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { kind, keys: next };
}

/** A link that was cut off still folds what it can. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
