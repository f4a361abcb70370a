"use client";

import { useEffect, useState } from "react";

type CopyButtonProps = { readonly toText: () => string; readonly label: string };

/** Copies text. Where the browser refuses (plain http), it says so: the text stands beside it to be selected. */
export function CopyButton({ toText, label }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 2_500);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    // Outside a secure context there is no clipboard at all, whatever the types say.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (clipboard === undefined) return setOutcome("refused");
    await clipboard.writeText(toText()).then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  }

  const words = outcome === "copied" ? "Copied" : outcome === "refused" ? "Select and copy by hand" : label;
  return (
    <button type="button" className="button copy-button" onClick={copy}>
      <span aria-live="polite">{words}</span>
    </button>
  );
}
