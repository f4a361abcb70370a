type PaletteKey = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey" | "isComposing">;

/** ⌘K on Apple's keyboards, where Ctrl+K deletes to the end of the line; Ctrl+K on all others. */
export function isPaletteKey(event: PaletteKey, keyboard: "apple" | "other"): boolean {
  if (event.isComposing || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return false;
  return keyboard === "apple" ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

export function toKeyboard(platform: string): "apple" | "other" {
  return /^(Mac|iP)/.test(platform) ? "apple" : "other";
}
