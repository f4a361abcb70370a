"use client";

import { lazy, Suspense, useLayoutEffect, useRef, useState } from "react";
import { EarlyInput, type Typed } from "#components/palette/early-input.tsx";

export const loadPalette = () => import("#components/palette/palette.tsx");
const Palette = lazy(() => loadPalette().then(({ Palette: loaded }) => ({ default: loaded })));

/** Opens at once and takes what is typed; what it looks for comes when its code is there, however late. */
export function PaletteDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState<Typed>({ text: "", enter: "not-yet" });
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // By itself it would focus the list around the box.
    element?.querySelector("input")?.focus();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, as the browser does it
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Jump to"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <Suspense fallback={<EarlyInput typed={typed} onType={setTyped} />}>
        <Palette typed={typed} onType={setTyped} onClose={onClose} />
      </Suspense>
    </dialog>
  );
}
