import type { Deadline } from "#components/timeline/plan/deadlines.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";
import type { Lane, Tone, Track } from "#lib/report/schema.ts";

type ItemBase = {
  /** Unique in its row and the same from one report to the next, so that links and focus find it again. */
  readonly key: string;
  /** Where it is drawn, in epoch milliseconds; what still lasts is drawn up to now, a prediction to the end. */
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** The word in or beside it. */
  readonly text: string;
};

/** Something drawn in a row. */
export type Item =
  | (ItemBase & {
      readonly kind: "span";
      readonly certainty: "exact" | "observed" | "unknown" | "predicted";
      /** It has not ended. */
      readonly open: boolean;
      /** An uncertain edge: the change lies between here and `from`. */
      readonly softFrom: number | undefined;
    })
  | (ItemBase & { readonly kind: "blind" })
  /** What is gone and still referred to: an outline with its word. */
  | (ItemBase & { readonly kind: "ghost" })
  | (ItemBase & { readonly kind: "mark" })
  /** A numbered turn of the loop, a deployment, something that happened to the whole Auto Scaling group. */
  | (ItemBase & { readonly kind: "lap" | "deployment" | "event"; readonly open: boolean })
  /** Things too short to be told apart at this zoom, drawn as one block in the tone of the worst. */
  | (ItemBase & { readonly kind: "many"; readonly count: number });

/** One line of the drawing. `top` is measured from the top of its part: the bands, or the lanes. */
export type Row = {
  readonly key: string;
  readonly label: string;
  readonly top: number;
  readonly height: number;
} & (
  | { readonly kind: "band" }
  /** A lane's first line: its marks where it is open, all its states in one track where it is a single line. */
  | { readonly kind: "lane"; readonly lane: Lane; readonly shape: "open" | "line" }
  | { readonly kind: "track"; readonly lane: Lane; readonly track: Track }
);

/** Who waits for whom: drawn as a line from the deployment's band to the row of the ghost. */
export type WaitLine = {
  readonly deploymentId: string;
  readonly instanceId: string;
  readonly bandKey: string;
  readonly rowKey: string;
  /** Since when it waits. */
  readonly since: number;
};

/** Everything that is drawn, before zoom and scroll choose from it. */
export type Plan = {
  /** As far as one can zoom out. */
  readonly limits: Viewport;
  readonly now: number;
  /** What `now` is to the reader: the present, or a moment in the past. */
  readonly ends: "now" | "then";
  /** Stay in sight above the lanes: laps, deployments, fleet events. */
  readonly bands: readonly Row[];
  readonly bandsHeight: number;
  readonly rows: readonly Row[];
  readonly rowsHeight: number;
  /** Items of a row by time, overlaps in drawing order; made when first asked for, the same array afterwards. */
  itemsOf(row: Row): readonly Item[];
  /** What an item says, a line each: state, times and length, how sure, details, source and when it was read. */
  linesOf(row: Row, item: Item): readonly string[];
  readonly deadlines: readonly Deadline[];
  readonly waits: readonly WaitLine[];
  /** The first reading, where it lies inside the limits. */
  readonly recordedFrom: number | undefined;
};
