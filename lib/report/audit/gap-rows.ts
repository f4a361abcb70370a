import type { SourceState } from "#lib/domain/fact.ts";
import { toRemedy } from "#lib/domain/remedy.ts";
import { toIso } from "#lib/domain/time.ts";
import { auditedRules } from "#lib/report/audit/audited-rules.ts";
import { type JudgedGroup, type KeyedRow, toPlainRow } from "#lib/report/audit/group-audit.ts";
import type { AuditRow, Evidence } from "#lib/report/schema.ts";
import { toGap } from "#lib/report/source-health.ts";
import { isTold } from "#lib/rules/gravity.ts";
import { toWords } from "#lib/rules/wording.ts";

/** The source that is read once for a whole region: its gaps are told once, not for each deployment group. */
export const inventoryId = "codedeploy-inventory";

/** What could not be judged because something was not read, or not lately, or not whole: one row for each Auto Scaling group. */
export function toGapRows(judged: JudgedGroup): readonly KeyedRow[] {
  const { scope, group } = judged;
  const names = group?.value.autoScalingGroups.map(({ name }) => name) ?? [null];
  const gap = toGroupGap(judged);
  if (gap === undefined) return [];
  return names.map((name) => ({
    key: ["gap", name ?? "", scope.application, scope.group].join("\n"),
    row: {
      ...toPlainRow(judged, name),
      severity: "unknown" as const,
      what: `Cannot tell: ${gap.why}.`,
      verdict: "cannot-tell" as const,
      rules: gap.rules.map(({ id, title }) => ({ id, title })),
      ...toFailureParts(gap.sources, name ?? `${scope.application}/${scope.group}`),
    },
  }));
}

type Gap = {
  readonly why: string;
  readonly rules: readonly { readonly id: string; readonly title: string }[];
  readonly sources: readonly SourceState[];
};

function toGroupGap({ sources, findings, now }: JudgedGroup): Gap | undefined {
  const needed = new Set(auditedRules.flatMap(({ needs }) => needs.map(String)));
  const own = sources.filter(({ id }) => needed.has(id) && id !== inventoryId);
  if (own.every(({ status }) => status === "waiting")) {
    return { why: "the deployment group has not been read yet", rules: auditedRules, sources: [] };
  }
  const torn = own.filter((source) => toGap(source, now) !== undefined);
  const ids = new Set(torn.map(({ id }) => id));
  const blind = auditedRules.filter(({ needs }) => needs.some((need) => ids.has(need)));
  // Rows that could not be understood, and sources that the history knows nothing of: the checks themselves say so.
  const unsure = findings.filter(
    (finding) =>
      !isTold(finding) && !blind.some(({ id }) => id === finding.rule) && !isInventoryOnly(finding.reason),
  );
  const why = [
    ...torn.flatMap((source) => toGap(source, now) ?? []),
    ...new Set(unsure.flatMap(({ reason }) => reason ?? [])),
  ];
  if (why.length === 0) return undefined;
  const rules = [...blind, ...unsure.map(({ rule, title }) => ({ id: rule, title }))];
  return { why: toWords(why), rules, sources: torn };
}

function isInventoryOnly(reason: string | undefined): boolean {
  return reason?.split("; ").every((part) => part.includes(inventoryId)) === true;
}

/** The calls that failed as evidence, and what the reader can do about them as advice. */
export function toFailureParts(
  sources: readonly SourceState[],
  entity: string,
): Pick<AuditRow, "evidence" | "advice"> {
  const evidence: Evidence[] = [];
  const remedies = new Set<string>();
  for (const { id, failures, triedAt, readAt } of sources) {
    const at = triedAt ?? readAt;
    for (const failure of failures) {
      remedies.add(toRemedy(failure));
      if (at === undefined) continue;
      const value = `${failure.code}: ${failure.message}`;
      evidence.push({
        source: id,
        operation: failure.operation,
        entity,
        field: "error",
        value,
        readAt: toIso(at),
      });
    }
  }
  return { evidence, advice: [...remedies].map((text) => ({ text })) };
}
