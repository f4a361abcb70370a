import type { ReactNode } from "react";

/** One row of the drawing. Its items are reached by arrow keys from the lane around it. */
export function PlotRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form
    <div className="plot plot-row" role="group" aria-label={label} data-plot-row>
      {children}
    </div>
  );
}
