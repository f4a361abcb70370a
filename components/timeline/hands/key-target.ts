/** Whether a key press is free to be a command: nobody types, no dialog is open, no other part of the page took it. */
export function isFreeKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector("dialog[open], [role=dialog]") !== null) return false;
  return !(event.target instanceof HTMLElement && event.target.matches(fields));
}

const fields = "input, select, textarea, [contenteditable]";
