import { severityOrder } from "#components/fleet/fleet-filter.ts";
import { type Fold, isFolded } from "#components/fleet/fleet-fold.ts";
import { toScopeKey } from "#lib/domain/scope.ts";
import type { GroupRow, GroupSeverity } from "#lib/report/schema.ts";

export const groupings = ["account", "region", "application"] as const;
export type Grouping = (typeof groupings)[number];

export function parseGrouping(text: string | null): Grouping | undefined {
  return groupings.find((known) => known === text);
}

export type SeverityCount = { readonly severity: GroupSeverity; readonly count: number };

/** The rows of one account, region or application. */
export type RowGroup = {
  readonly name: string;
  readonly rows: readonly GroupRow[];
  /** How many rows of each severity there are, worst first, without those of which there is none. */
  readonly counts: readonly SeverityCount[];
};

/** In the order of their first rows: rows that come worst first make groups that come worst first. */
export function groupRows(rows: readonly GroupRow[], by: Grouping): readonly RowGroup[] {
  const groups = new Map<string, GroupRow[]>();
  for (const row of rows) {
    const name = row.scope[by];
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [row]);
    else known.push(row);
  }
  return [...groups].map(([name, members]) => ({ name, rows: members, counts: countSeverities(members) }));
}

export function countSeverities(rows: readonly GroupRow[]): readonly SeverityCount[] {
  return severityOrder
    .map((severity) => ({ severity, count: rows.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0);
}

/** One line of the table. */
export type FleetItem =
  | { readonly kind: "row"; readonly key: string; readonly row: GroupRow }
  | {
      readonly kind: "group";
      readonly key: string;
      readonly group: RowGroup;
      readonly state: "open" | "folded";
    };

export function listItems(rows: readonly GroupRow[]): readonly FleetItem[] {
  return rows.map((row) => ({ kind: "row", key: toScopeKey(row.scope), row }));
}

/** Each group's own line, and beneath it, unless it is folded, its rows. */
export function listGroupedItems(groups: readonly RowGroup[], fold: Fold): readonly FleetItem[] {
  return groups.flatMap((group): readonly FleetItem[] => {
    const folded = isFolded(fold, group.name);
    const line = {
      kind: "group",
      key: `group ${group.name}`,
      group,
      state: folded ? "folded" : "open",
    } as const;
    return folded ? [line] : [line, ...listItems(group.rows)];
  });
}
