/** What each line of a virtual table is told: its place among all lines, and whom to tell how high it is. */
export type LineProps = {
  readonly index: number;
  readonly measure: (line: HTMLTableRowElement | null) => void;
};
