import { toAbsentRows } from "#lib/report/audit/absent-rows.ts";
import { auditedRules } from "#lib/report/audit/audited-rules.ts";
import { toFindingRows } from "#lib/report/audit/finding-rows.ts";
import { toGapRows } from "#lib/report/audit/gap-rows.ts";
import type { GroupAudit, GroupInput, JudgedGroup } from "#lib/report/audit/group-audit.ts";
import { toHookRows } from "#lib/report/audit/hook-rows.ts";
import { toProcessRows } from "#lib/report/audit/process-rows.ts";
import { diagnose } from "#lib/rules/diagnose.ts";
import { toKnownGroups } from "#lib/rules/hooks/known-hooks.ts";

/** Audits the Auto Scaling groups that one deployment group names. Pure. */
export function auditGroup(input: GroupInput): GroupAudit {
  const { scope, facts, sources } = input;
  const group = toKnownGroups(facts).find(
    ({ value }) => value.application === scope.application && value.name === scope.group,
  );
  const names = group?.value.autoScalingGroups.map(({ name }) => name);
  const hooks = facts["lifecycle-hook"].map(({ entity }) => entity);
  const hooksReadAt = sources.find(({ id }) => id === "autoscaling-hooks")?.readAt;
  const audited = { scope, autoScalingGroups: names, hooks, hooksReadAt };
  // A group that finds its instances by tags alone has no hooks and nothing to compare.
  if (names?.length === 0) return { ...audited, rows: [] };
  const findings = diagnose({ ...input, rules: auditedRules });
  const judged: JudgedGroup = { ...input, group, findings };
  const rows = [toFindingRows, toAbsentRows, toHookRows, toProcessRows, toGapRows];
  return { ...audited, rows: rows.flatMap((toRows) => toRows(judged)) };
}
