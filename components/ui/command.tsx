"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";

/** A command to copy. It is never run from here. */
export function Command({ command }: { readonly command: string }) {
  return (
    <div className="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      <CopyButton toText={() => command} label="Copy command" />
    </div>
  );
}
