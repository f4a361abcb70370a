"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { useUrlState } from "#components/data/use-url-state.ts";
import { filterNames, filterRows, listRelaxed, parseFleetFilter } from "#components/fleet/fleet-filter.ts";
import {
  allFolded,
  type Fold,
  nothingFolded,
  parseFold,
  toFoldText,
  toggleFold,
} from "#components/fleet/fleet-fold.ts";
import { groupRows, listGroupedItems, listItems, parseGrouping } from "#components/fleet/fleet-grouping.ts";
import { FleetTable } from "#components/fleet/fleet-table.tsx";
import { FleetToolbar } from "#components/fleet/fleet-toolbar.tsx";
import { GroupingBar } from "#components/fleet/grouping-bar.tsx";
import { NamedNote } from "#components/fleet/named-note.tsx";
import { NoMatch } from "#components/fleet/no-match.tsx";
import { useNamed } from "#components/fleet/use-named.ts";
import type { Fleet } from "#lib/report/schema.ts";

/** The groups that the reader chose to see, in the order and under the headings of the URL. */
export function FleetList({ fleet }: { readonly fleet: Fleet }) {
  const { params, change } = useUrlState();
  const filter = parseFleetFilter(params);
  const [text, setText] = useState(filter.text);
  const by = parseGrouping(params.get("by"));
  const foldText = params.get("fold");
  const named = useNamed(fleet.groups, filter.text);
  const filterKey = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says the same as the filter, which is made anew each time
  const rows = useMemo(
    () => filterRows(fleet.groups, filter, named.scopes),
    [fleet.groups, filterKey, named.scopes],
  );
  const groups = useMemo(() => (by === undefined ? undefined : groupRows(rows, by)), [rows, by]);
  const items = useMemo(
    () => (groups === undefined ? listItems(rows) : listGroupedItems(groups, parseFold(foldText))),
    [rows, groups, foldText],
  );
  const search = useRef<HTMLInputElement>(null);

  const setFold = useCallback(
    (fold: Fold) => {
      const names = by === undefined ? [] : groupRows(fleet.groups, by).map(({ name }) => name);
      change("replace", { fold: toFoldText(fold, names) });
    },
    [change, fleet.groups, by],
  );
  const toggle = useCallback(
    (name: string) => setFold(toggleFold(parseFold(foldText), name)),
    [setFold, foldText],
  );
  function drop(names: readonly string[]): void {
    if (names.includes("q")) setText("");
    change("replace", Object.fromEntries(names.map((name) => [name, undefined])));
  }
  function type(typed: string): void {
    setText(typed);
    change("replace", { q: typed });
  }

  return (
    <div className="panel">
      <FleetToolbar
        rows={fleet.groups}
        filter={filter}
        shown={rows.length}
        named={named.scopes}
        searchRef={search}
        onChange={(changes) => change("replace", changes)}
        text={text}
        onType={type}
        onClear={() => drop(filterNames)}
      />
      <GroupingBar
        by={by}
        groups={groups?.length}
        onChoose={(next) => change("replace", { by: next, fold: undefined })}
        onFoldAll={() => setFold(allFolded)}
        onUnfoldAll={() => setFold(nothingFolded)}
      />
      <NamedNote named={named} mode={fleet.mode} />
      <div className="relative overflow-x-clip border-t border-line">
        <FleetTable items={items} at={fleet.at} search={search} onToggle={toggle} />
      </div>
      {rows.length === 0 && (
        <NoMatch
          relaxed={listRelaxed(fleet.groups, filter, named.scopes)}
          total={fleet.groups.length}
          onDrop={drop}
        />
      )}
      <p className="hidden border-t border-line px-3 py-1.5 text-[0.78125rem] text-muted lg:block">
        Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>Enter</kbd> open
      </p>
    </div>
  );
}
