"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { loadPalette, PaletteDialog } from "#components/palette/palette-dialog.tsx";
import { isPaletteKey, toKeyboard } from "#components/palette/palette-keys.ts";

const subscribe = () => () => undefined;
const readKeyboard = () => toKeyboard(navigator.platform);

/** The way to everything from everywhere. What it opens is loaded when it is first asked for. */
export function PaletteButton() {
  const [open, setOpen] = useState(false);
  const keyboard = useSyncExternalStore(subscribe, readKeyboard, () => "apple" as const);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!isPaletteKey(event, readKeyboard()) || isOtherDialogOpen()) return;
      event.preventDefault();
      setOpen((before) => !before);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        className="palette-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => setOpen(true)}
        onPointerEnter={() => void loadPalette()}
      >
        <kbd>{keyboard === "apple" ? "⌘K" : "Ctrl K"}</kbd>
        <span>
          jump to<span className="max-sm:sr-only"> group, deployment, i-…</span>
        </span>
      </button>
      {open && <PaletteDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function isOtherDialogOpen(): boolean {
  return document.querySelector('dialog[open]:not(.palette), [role$="dialog"]:not(.palette)') !== null;
}
