import { toRuleArea } from "#lib/report/rule-area.ts";
import type { RuleView } from "#lib/report/schema.ts";
import * as rules from "#lib/rules/index.ts";

/** The catalogue of failure modes, as the program has it. */
export function loadRules(): readonly RuleView[] {
  return Object.values(rules)
    .map(({ id, title, severity, needs, why, docs, thresholds = [], lookalikes = [], leadsTo = [] }) => ({
      id,
      title,
      area: toRuleArea({ id, needs }),
      severity,
      needs: [...needs],
      why,
      docs: [...docs],
      thresholds: thresholds.map((threshold) => ({ ...threshold })),
      lookalikes: [...lookalikes],
      leadsTo: [...leadsTo],
    }))
    .sort((left, right) => left.id.localeCompare(right.id));
}
