/** What a key can do. Arrows, Home, End, Enter and Escape are not here: they mean what they mean everywhere. */
export const commands = [
  { id: "zoom-in", label: "Zoom in", key: "w" },
  { id: "zoom-out", label: "Zoom out", key: "s" },
  { id: "pan-left", label: "Earlier", key: "a" },
  { id: "pan-right", label: "Later", key: "d" },
  { id: "fit", label: "Fit the selected stretch, or the item in focus", key: "f" },
  { id: "whole", label: "The whole window", key: "0" },
  { id: "previous-change", label: "Previous change", key: "[" },
  { id: "next-change", label: "Next change", key: "]" },
  { id: "next-finding", label: "Next finding", key: "n" },
  { id: "previous-finding", label: "Previous finding", key: "N" },
  { id: "help", label: "This list", key: "?" },
] as const;

export type Command = (typeof commands)[number]["id"];
export type KeyMap = Readonly<Record<Command, string>>;

export const keyMapStorageKey = "ghostline-keys";

// Object.fromEntries forgets the keys' type; every command is in the list above.
export const defaultKeyMap = Object.fromEntries(commands.map(({ id, key }) => [id, key])) as KeyMap;

/** What was kept; whatever is not a single key of its own falls back to its default. */
export function parseKeyMap(text: string | null): KeyMap {
  const kept = parseRecord(text);
  const map: Record<Command, string> = { ...defaultKeyMap };
  for (const { id } of commands) {
    const key = kept[id];
    if (typeof key === "string" && isBindable(key)) map[id] = key;
  }
  return new Set(Object.values(map)).size === commands.length ? map : defaultKeyMap;
}

/** Only what differs is kept, so that later defaults reach everybody. */
export function toKeyMapText(map: KeyMap): string | undefined {
  const changed = commands.filter(({ id, key }) => map[id] !== key).map(({ id }) => [id, map[id]]);
  return changed.length === 0 ? undefined : JSON.stringify(Object.fromEntries(changed));
}

export function findCommand(map: KeyMap, key: string): Command | undefined {
  return commands.find(({ id }) => map[id] === key)?.id;
}

export type Rebound =
  | { readonly kind: "bound"; readonly map: KeyMap }
  | { readonly kind: "refused"; readonly why: string };

/** Gives a command another key; one that is taken or has a meaning everywhere is refused. */
export function rebind(map: KeyMap, command: Command, key: string): Rebound {
  if (!isBindable(key))
    return { kind: "refused", why: `${toKeyName(key)} cannot be used: take a letter, a digit or a sign.` };
  const taken = commands.find(({ id }) => id !== command && map[id] === key);
  if (taken !== undefined) return { kind: "refused", why: `${toKeyName(key)} is taken by “${taken.label}”.` };
  return { kind: "bound", map: { ...map, [command]: key } };
}

export function toKeyName(key: string): string {
  return key === " " ? "Space" : key;
}

/** One sign, and none that other parts of the page or the browser need. */
function isBindable(key: string): boolean {
  return [...key].length === 1 && key !== " " && key !== "/" && key !== "'";
}

function parseRecord(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
