import type { Relaxed } from "#components/fleet/fleet-filter.ts";

type NoMatchProps = {
  readonly relaxed: readonly Relaxed[];
  readonly total: number;
  readonly onDrop: (names: readonly string[]) => void;
};

/** Nothing is shown: which filters left all groups out, and what leaving out each of them would show. */
export function NoMatch({ relaxed, total, onDrop }: NoMatchProps) {
  return (
    <div className="px-3 py-6 text-center">
      <p>
        None of {total} groups matches {relaxed.length > 1 ? "these filters together" : "this filter"}.
      </p>
      <ul className="mt-2 flex flex-wrap justify-center gap-2">
        {relaxed.map(({ names, label, count }) => (
          <li key={label}>
            <button type="button" className="button" onClick={() => onDrop(names)}>
              Without {label}: {count === 1 ? "1 group" : `${count} groups`}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
