import type { ReactNode } from "react";

type ScrollTableProps = {
  readonly label: string;
  /** On a phone each row becomes a card; its cells then say themselves, by `data-label`, what they are. */
  readonly narrow?: "cards";
  readonly children: ReactNode;
};

/** A table that scrolls sideways inside its own box, so that the page never does. */
export function ScrollTable({ label, narrow, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroll-box" aria-label={`${label}, table`} tabIndex={0}>
      <table className={narrow === "cards" ? "data-table stack-table" : "data-table"}>{children}</table>
    </section>
  );
}
