import type { Rule, RuleFinding } from "#lib/rules/rule.ts";
import type { AllFacts, SourceId } from "#lib/sources/facts.ts";
import { makeFacts } from "#lib/testing/facts.ts";
import { sourceOf, testNow, testScope } from "#lib/testing/revision.ts";

export type CheckOptions = { readonly partial?: readonly SourceId[] };

/**
 * Asks one rule, with nothing but the facts of the sources it needs, and insists on what holds of every finding:
 * evidence from those sources only, complete commands for the scope's region, a subject that the summary names.
 */
export function checkRule(
  rule: Rule,
  parts: Partial<AllFacts>,
  options: CheckOptions = {},
): readonly RuleFinding[] {
  const facts = Object.entries(makeFacts(parts)).filter(([kind]) => rule.needs.includes(sourceOf(kind)));
  const context = { scope: testScope, now: testNow, partial: options.partial ?? [] };
  const findings = rule.check(toAllFacts(Object.fromEntries(facts)), context);
  for (const finding of findings) insist(rule, finding);
  return findings;
}

// A rule's types name no kinds but those of its needs, and all of those are here.
function toAllFacts(facts: object): AllFacts {
  return facts as AllFacts;
}

function insist(rule: Rule, finding: RuleFinding): void {
  const complaints = [
    ...finding.evidence
      .filter(({ source }) => !rule.needs.some((need) => need === source))
      .map(({ source }) => `cites ${source}, which the rule does not need`),
    ...finding.advice.flatMap(({ command }) =>
      command === undefined || /^aws [a-z0-9-]+ [a-z-]+ .*--region us-east-1$/.test(command)
        ? []
        : [`is no complete command: ${command}`],
    ),
    ...(finding.evidence.length === 0 ? ["has no evidence"] : []),
    ...(finding.advice.length === 0 ? ["has no advice"] : []),
    ...(finding.disprovedBy === "" ? ["does not say what would disprove it"] : []),
    ...(isNamed(finding) ? [] : [`does not name ${finding.subject.id} in its summary: ${finding.summary}`]),
    ...(/undefined|NaN|\[object/.test(JSON.stringify(finding)) ? ["shows something undefined"] : []),
  ];
  if (complaints.length > 0) throw new Error(`${rule.id} ${complaints.join("; ")}`);
}

/** ARNs and deployment groups are named by their names. */
function isNamed({ subject, summary }: RuleFinding): boolean {
  return !["instance", "deployment"].includes(subject.kind) || summary.includes(subject.id);
}
