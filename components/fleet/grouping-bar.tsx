import { type Grouping, groupings } from "#components/fleet/fleet-grouping.ts";

type GroupingBarProps = {
  readonly by: Grouping | undefined;
  /** How many groups there are; undefined where the rows are not grouped. */
  readonly groups: number | undefined;
  readonly onChoose: (by: Grouping | undefined) => void;
  readonly onFoldAll: () => void;
  readonly onUnfoldAll: () => void;
};

/** How the rows are put together. */
export function GroupingBar({ by, groups, onChoose, onFoldAll, onUnfoldAll }: GroupingBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pb-2">
      <fieldset className="flex flex-wrap items-center gap-1">
        <legend className="float-left mr-2 text-[0.8125rem] text-muted">Group by</legend>
        {[undefined, ...groupings].map((grouping) => (
          <button
            key={grouping ?? "none"}
            type="button"
            className="button"
            aria-pressed={by === grouping}
            onClick={() => onChoose(grouping)}
          >
            {grouping ?? "none"}
          </button>
        ))}
      </fieldset>
      {groups !== undefined && groups > 0 && (
        <span className="flex gap-2">
          <button type="button" className="quiet-button" onClick={onFoldAll}>
            Fold all
          </button>
          <button type="button" className="quiet-button" onClick={onUnfoldAll}>
            Unfold all
          </button>
        </span>
      )}
    </div>
  );
}
