import type { SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Place } from "#lib/domain/scope.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import { auditedRules } from "#lib/report/audit/audited-rules.ts";
import {
  type AuditFilter,
  countBySeverity,
  filterBySeverity,
  filterByText,
} from "#lib/report/audit/filter-rows.ts";
import { inventoryId, toFailureParts } from "#lib/report/audit/gap-rows.ts";
import { type GroupAudit, toPlainRow } from "#lib/report/audit/group-audit.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import { type Audit, type AuditPlace, type AuditRow, GroupSeverity } from "#lib/report/schema.ts";
import { toGap } from "#lib/report/source-health.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

/** An account and region with all that was audited there. */
export type PlaceAudit = {
  readonly place: Place;
  /** How the list of deployment groups stands. */
  readonly inventory: SourceState | undefined;
  readonly groups: readonly GroupAudit[];
};

export type AuditInput = {
  readonly now: Instant;
  readonly mode: Audit["mode"];
  readonly historyTrouble: string | undefined;
  readonly places: readonly PlaceAudit[];
  /** Accounts of which nothing could be read. */
  readonly unreached: readonly { readonly place: Place; readonly failure: Failure }[];
  readonly filter: AuditFilter;
};

/** The account-wide audit from what was audited of each group. Pure. */
export function buildAudit({ now, mode, historyTrouble, places, unreached, filter }: AuditInput): Audit {
  const all = [
    ...unreached.map(({ place, failure }) => toUnreachedRow(place, failure)),
    ...places.flatMap((audited) => [...toInventoryRows(audited, now), ...mergeRows(audited.groups)]),
  ].sort(compareRows);
  const matching = filterByText(all, filter.text);
  return {
    at: toIso(now),
    mode,
    historyTrouble: historyTrouble ?? null,
    filter: { severity: filter.severity ?? null, text: filter.text },
    counts: countBySeverity(matching),
    total: all.length,
    rows: filterBySeverity(matching, filter.severity),
    checked: places.map(toChecked),
  };
}

/** What several deployment groups show of the Auto Scaling group they share is one row, the gravest wording of it. */
function mergeRows(groups: readonly GroupAudit[]): readonly AuditRow[] {
  const merged = new Map<string, AuditRow>();
  for (const { key, row } of groups.flatMap(({ rows }) => rows)) {
    const known = merged.get(key);
    if (known === undefined) merged.set(key, row);
    else merged.set(key, joinRows(known, row));
  }
  return [...merged.values()];
}

function joinRows(known: AuditRow, other: AuditRow): AuditRow {
  const [row, rest] = toRank(other) < toRank(known) ? [other, known] : [known, other];
  // A hook that one of them owns is that one's.
  if (row.hook?.owner === "this-group") return row;
  const more = rest.groups.filter(
    ({ application, group }) =>
      !row.groups.some((one) => one.application === application && one.group === group),
  );
  return { ...row, groups: [...row.groups, ...more] };
}

function toRank({ severity, hook }: AuditRow): number {
  // Of two that say the same of a hook, the one whose own deployment group has it.
  return 2 * GroupSeverity.options.indexOf(severity) + (hook?.owner === "other-group" ? 1 : 0);
}

function compareRows(a: AuditRow, b: AuditRow): number {
  return (
    GroupSeverity.options.indexOf(a.severity) - GroupSeverity.options.indexOf(b.severity) ||
    compareText(a.account, b.account) ||
    compareText(a.region, b.region) ||
    compareText(a.autoScalingGroup ?? "", b.autoScalingGroup ?? "") ||
    compareText(a.what, b.what)
  );
}

const allRules = auditedRules.map(({ id, title }) => ({ id, title }));

function toPlaceRow(place: Place): AuditRow {
  const scope = { ...place, application: "", group: "" };
  return {
    ...toPlainRow({ scope }, null),
    groups: [],
    severity: "unknown",
    verdict: "cannot-tell",
    rules: allRules,
  };
}

function toUnreachedRow(place: Place, failure: Failure): AuditRow {
  const { message, remedy } = toFailureView(failure);
  return {
    ...toPlaceRow(place),
    what: `Cannot tell: nothing of this account could be read: ${message}`,
    advice: [{ text: remedy }],
  };
}

/** Without the whole list of deployment groups, some Auto Scaling groups may not be known at all. */
function toInventoryRows({ place, inventory }: PlaceAudit, now: Instant): readonly AuditRow[] {
  const gap =
    inventory === undefined ? "the deployment groups have not been listed yet" : toGap(inventory, now);
  if (gap === undefined) return [];
  const rules = auditedRules.filter(({ needs }) => needs.some((need) => need === inventoryId));
  return [
    {
      ...toPlaceRow(place),
      what: `Cannot tell: ${gap}. Auto Scaling groups of deployment groups that are not listed are missing here.`,
      rules: rules.map(({ id, title }) => ({ id, title })),
      ...toFailureParts(inventory === undefined ? [] : [inventory], `${place.account} ${place.region}`),
    },
  ];
}

function toChecked({ place, inventory, groups }: PlaceAudit): AuditPlace {
  const read = groups.flatMap(({ hooksReadAt }) => hooksReadAt ?? []);
  const names = groups.flatMap(({ autoScalingGroups }) => autoScalingGroups ?? []);
  return {
    ...place,
    groupsKnown: inventory?.status === "ok" && !inventory.truncated,
    readAt: toIsoOrNull(inventory?.readAt),
    groups: groups.length,
    groupsWithoutAutoScaling: groups.filter(({ autoScalingGroups }) => autoScalingGroups?.length === 0)
      .length,
    autoScalingGroups: new Set(names).size,
    hooks: new Set(groups.flatMap(({ hooks }) => hooks)).size,
    hooksReadAt: toIsoOrNull(read.sort((a, b) => a - b)[0]),
  };
}
