import { toIso } from "#lib/domain/time.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import type { Finding as FindingView } from "#lib/report/schema.ts";
import type { Finding } from "#lib/rules/rule.ts";

export function toFindingView(finding: Finding): FindingView {
  return {
    rule: finding.rule,
    title: finding.title,
    severity: finding.severity,
    verdict: finding.verdict,
    subject: { ...finding.subject },
    since: toIsoOrNull(finding.since),
    summary: finding.summary,
    evidence: finding.evidence.map((evidence) => ({ ...evidence, readAt: toIso(evidence.readAt) })),
    disprovedBy: finding.disprovedBy,
    advice: finding.advice.map((advice) => ({ ...advice })),
    ...(finding.causedBy !== undefined && {
      causedBy: { rule: finding.causedBy.rule, subject: { ...finding.causedBy.subject } },
    }),
    ...(finding.reason !== undefined && { reason: finding.reason }),
  };
}
