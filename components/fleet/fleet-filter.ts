import { toScopeKey } from "#lib/domain/scope.ts";
import type { GroupRow, GroupSeverity } from "#lib/report/schema.ts";

/** What the reader filters the fleet by; every part stands in the URL. */
export type FleetFilter = {
  readonly text: string;
  readonly severity: GroupSeverity | undefined;
  readonly rule: string | undefined;
  /** "account/region". */
  readonly place: string | undefined;
  readonly deploying: "only" | "any";
};

export const severityOrder: readonly GroupSeverity[] = ["critical", "warning", "unknown", "info", "none"];

export function parseFleetFilter(params: { get(name: string): string | null }): FleetFilter {
  const severity = params.get("severity");
  return {
    text: params.get("q") ?? "",
    severity: severityOrder.find((known) => known === severity),
    // The handbook and older links call it `finding`.
    rule: params.get("rule") || params.get("finding") || undefined,
    place: params.get("place") || undefined,
    deploying: params.get("deploying") === "1" ? "only" : "any",
  };
}

/** What leaving out one filter would show. */
export type Relaxed = {
  /** What stands in the URL for it. */
  readonly names: readonly string[];
  readonly label: string;
  /** How many rows match all other filters. */
  readonly count: number;
};

const filterParts = [
  {
    names: ["q"],
    toLabel: ({ text }: FleetFilter) => (text === "" ? undefined : `text “${text}”`),
    none: { text: "" },
  },
  {
    names: ["severity"],
    toLabel: ({ severity }: FleetFilter) => (severity === undefined ? undefined : "severity"),
    none: { severity: undefined },
  },
  {
    names: ["rule", "finding"],
    toLabel: ({ rule }: FleetFilter) => (rule === undefined ? undefined : "finding"),
    none: { rule: undefined },
  },
  {
    names: ["place"],
    toLabel: ({ place }: FleetFilter) => (place === undefined ? undefined : "account and region"),
    none: { place: undefined },
  },
  {
    names: ["deploying"],
    toLabel: ({ deploying }: FleetFilter) => (deploying === "any" ? undefined : "running deployment"),
    none: { deploying: "any" },
  },
] as const;

/** Everything in the URL that filters, to be taken out of it. */
export const filterNames: readonly string[] = filterParts.flatMap(({ names }) => names);

/** Each filter that is set, with the number of rows that all others let through. */
export function listRelaxed(
  rows: readonly GroupRow[],
  filter: FleetFilter,
  named: ReadonlySet<string>,
): readonly Relaxed[] {
  return filterParts.flatMap(({ names, toLabel, none }) => {
    const label = toLabel(filter);
    if (label === undefined) return [];
    return [{ names, label, count: filterRows(rows, { ...filter, ...none }, named).length }];
  });
}

export function isFiltered(filter: FleetFilter): boolean {
  return filterParts.some(({ toLabel }) => toLabel(filter) !== undefined);
}

/** Whether some row tells what is searched for; what no row tells is asked of the server, which knows every id. */
export function isTold(rows: readonly GroupRow[], text: string): boolean {
  const words = toWords(text);
  return rows.some((row) => holdsAll(row, words));
}

/**
 * The rows that match, in the order given. Each word of the text must occur somewhere in the row, or the server has
 * found what the text names in its group: `named` holds the keys of these groups' scopes.
 */
export function filterRows(
  rows: readonly GroupRow[],
  filter: FleetFilter,
  named: ReadonlySet<string>,
): readonly GroupRow[] {
  const words = toWords(filter.text);
  return rows.filter((row) => {
    if (filter.severity !== undefined && row.severity !== filter.severity) return false;
    if (filter.rule !== undefined && !row.findings.some((finding) => finding.rule === filter.rule))
      return false;
    if (filter.place !== undefined && toPlaceText(row) !== filter.place) return false;
    if (filter.deploying === "only" && row.deployment?.open !== true) return false;
    return holdsAll(row, words) || named.has(toScopeKey(row.scope));
  });
}

function toWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

function holdsAll(row: GroupRow, words: readonly string[]): boolean {
  const text = toSearchText(row);
  return words.every((word) => text.includes(word));
}

export function toPlaceText(row: GroupRow): string {
  return `${row.scope.account}/${row.scope.region}`;
}

export type FilterChoice = { readonly value: string; readonly label: string; readonly count: number };

/** The rules found anywhere in the fleet, with the number of groups each is found in, commonest first. */
export function listRuleChoices(rows: readonly GroupRow[]): readonly FilterChoice[] {
  const choices = new Map<string, FilterChoice>();
  for (const row of rows) {
    const seen = new Set<string>();
    for (const { rule, title } of row.findings) {
      if (seen.has(rule)) continue;
      seen.add(rule);
      choices.set(rule, { value: rule, label: title, count: (choices.get(rule)?.count ?? 0) + 1 });
    }
  }
  return [...choices.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

export function listPlaceChoices(rows: readonly GroupRow[]): readonly FilterChoice[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(toPlaceText(row), (counts.get(toPlaceText(row)) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, label: value.replace("/", " · "), count }))
    .sort((a, b) => a.value.localeCompare(b.value));
}

function toSearchText(row: GroupRow): string {
  const { application, group, account, region } = row.scope;
  const findings = row.findings.map((finding) => `${finding.rule} ${finding.title} ${finding.subject.id}`);
  return [application, group, account, region, row.sentence, row.deployment?.id ?? "", ...findings]
    .join(" ")
    .toLowerCase();
}
