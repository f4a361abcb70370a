import { type AuditRow, GroupSeverity } from "#lib/report/schema.ts";

export type AuditFilter = { readonly severity: GroupSeverity | undefined; readonly text: string };

/** The rows in which each word of the text occurs somewhere. */
export function filterByText(rows: readonly AuditRow[], text: string): readonly AuditRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const found = toSearchText(row);
    return words.every((word) => found.includes(word));
  });
}

export function filterBySeverity(rows: readonly AuditRow[], severity: GroupSeverity | undefined): AuditRow[] {
  return rows.filter((row) => severity === undefined || row.severity === severity);
}

export function countBySeverity(rows: readonly AuditRow[]): Record<string, number> {
  return Object.fromEntries(
    GroupSeverity.options.map((severity) => [severity, filterBySeverity(rows, severity).length]),
  );
}

function toSearchText(row: AuditRow): string {
  const { account, region, autoScalingGroup, groups, what, rules, hook } = row;
  return [
    account,
    region,
    autoScalingGroup ?? "",
    ...groups.map(({ application, group }) => `${application}/${group}`),
    what,
    ...rules.flatMap(({ id, title }) => [id, title]),
    hook?.owner ?? "",
  ]
    .join(" ")
    .toLowerCase();
}
