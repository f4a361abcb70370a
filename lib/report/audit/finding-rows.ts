import type { Instant } from "#lib/domain/time.ts";
import { rulesOfOneGroup } from "#lib/report/audit/audited-rules.ts";
import { type JudgedGroup, type KeyedRow, toPlainRow } from "#lib/report/audit/group-audit.ts";
import { toFindingView } from "#lib/report/findings.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import { isTold } from "#lib/rules/gravity.ts";
import type { Finding } from "#lib/rules/rule.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

/** Every finding as a row: its words, its evidence, its advice. */
export function toFindingRows(judged: JudgedGroup): readonly KeyedRow[] {
  return judged.findings.filter(isTold).map((finding) => {
    const { verdict, subject, since, evidence, advice, summary } = toFindingView(finding);
    const own = rulesOfOneGroup.has(finding.rule)
      ? [judged.scope.application, judged.scope.group, summary]
      : [];
    return {
      key: [finding.rule, subject.kind, subject.id, ...own].join("\n"),
      row: {
        ...toPlainRow(judged, toAutoScalingGroup(finding, judged.facts)),
        severity: finding.severity,
        what: summary,
        rules: [{ id: finding.rule, title: finding.title }],
        verdict,
        subject,
        since,
        seenSince: since === null ? toIsoOrNull(toFirstSeen(finding, judged.facts)) : null,
        evidence,
        advice,
      },
    };
  });
}

function findHook({ subject }: Finding, facts: AllFacts): FactRevision<"lifecycle-hook"> | undefined {
  if (subject.kind !== "lifecycle-hook") return undefined;
  return facts["lifecycle-hook"].find(({ entity }) => entity === subject.id);
}

/** Since when all the hooks that the finding rests on have been seen. */
function toFirstSeen({ evidence }: Finding, facts: AllFacts): Instant | undefined {
  const cited = new Set(evidence.map(({ entity }) => entity));
  const hooks = facts["lifecycle-hook"].filter(({ entity }) => cited.has(entity));
  return hooks.map(({ firstSeen }) => firstSeen).sort((a, b) => b - a)[0];
}

function toAutoScalingGroup(finding: Finding, facts: AllFacts): string | null {
  const { kind, id } = finding.subject;
  if (kind === "auto-scaling-group") return id;
  if (kind === "instance")
    return facts.member.find(({ value }) => value.instanceId === id)?.value.group ?? null;
  return findHook(finding, facts)?.value.group ?? null;
}
