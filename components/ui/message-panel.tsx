import type { ReactNode } from "react";
import type { Tone } from "#lib/report/schema.ts";

type MessagePanelProps = {
  readonly tone: Tone;
  readonly title: string;
  readonly children: ReactNode;
};

/** A whole page that has one thing to say: not found, failed, nothing there. */
export function MessagePanel({ tone, title, children }: MessagePanelProps) {
  return (
    <section data-tone={tone} className="message-panel">
      <h1>{title}</h1>
      {children}
    </section>
  );
}
