import type { KeyboardEvent } from "react";

export const longestText = 200;
export const placeholder = "group, deployment d-…, instance i-…, rule, page";

/** What has been typed, and whether Enter has been pressed behind it. */
export type Typed = { readonly text: string; readonly enter: "pressed" | "not-yet" };

type EarlyInputProps = { readonly typed: Typed; readonly onType: (typed: Typed) => void };

/** Stands in for the palette's own box until that has come. */
export function EarlyInput({ typed, onType }: EarlyInputProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.nativeEvent.isComposing && typed.text.trim() !== "")
      onType({ ...typed, enter: "pressed" });
  }
  return (
    <input
      className="palette-input"
      role="combobox"
      aria-expanded="false"
      aria-label="Jump to"
      aria-busy="true"
      maxLength={longestText}
      placeholder={placeholder}
      value={typed.text}
      onChange={(event) => onType({ text: event.target.value, enter: "not-yet" })}
      onKeyDown={onKeyDown}
    />
  );
}
