import { toRuleArea } from "#lib/report/rule-area.ts";
import type { RuleView } from "#lib/report/schema.ts";
import * as rules from "#lib/rules/index.ts";
import * as sources from "#lib/sources/index.ts";

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

/** The sources of these ids, with the AWS calls that each is made of. */
export function loadReadings(needs: readonly string[]) {
  const registered = Object.values(sources);
  return needs.map((id) => {
    const source = registered.find((known) => known.id === id);
    return {
      id,
      title: source?.title ?? id,
      operations: source?.operations.map(({ id: name }) => name) ?? [],
    };
  });
}
