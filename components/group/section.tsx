import type { ReactNode } from "react";

type SectionProps = {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
};

/** A part of the page below the first screen, with an anchor. */
export function Section({ id, title, note, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="panel mt-3 px-4 py-3">
      <h2 id={`${id}-title`}>{title}</h2>
      {note !== undefined && <p className="text-[0.8125rem] text-muted">{note}</p>}
      <div className="mt-2">{children}</div>
    </section>
  );
}
