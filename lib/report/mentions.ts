import { isMembers, type Json } from "#lib/report/to-json.ts";

/** Whether a text names the id: as a word of its own, not as a part of a longer one. */
export function isNamed(text: string, id: string): boolean {
  for (let start = text.indexOf(id); start !== -1; start = text.indexOf(id, start + 1)) {
    const before = text[start - 1] ?? " ";
    const after = text[start + id.length] ?? " ";
    if (!isIdCharacter(before) && !isIdCharacter(after)) return true;
  }
  return false;
}

/** Whether a text anywhere in the value, or the name of a member, names the id. */
export function isMentioned(value: Json, id: string): boolean {
  if (typeof value === "string") return isNamed(value, id);
  if (Array.isArray(value)) return value.some((item) => isMentioned(item, id));
  if (!isMembers(value)) return false;
  return Object.entries(value).some(([name, member]) => isNamed(name, id) || isMentioned(member, id));
}

function isIdCharacter(character: string): boolean {
  return /[\w-]/.test(character);
}
