import { type CheckContext, cite, type Evidence } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { AllFacts } from "#lib/sources/facts.ts";

type Facts = Pick<AllFacts, "deployment-group" | "target">;

/** What the deployment group's target groups say about an instance. `unknown`: nothing was read about it. */
type TrafficHealth = {
  readonly state: "healthy" | "unhealthy" | "unknown";
  /** `tg-prod-api says unhealthy (Target.Timeout)`. */
  readonly words: string;
  readonly evidence: readonly Evidence[];
};

/** Healthy only where every target group of the deployment group lists the instance and says so. */
export function toHealth(
  instanceId: string,
  facts: Facts,
  { partial }: Pick<CheckContext, "partial">,
): TrafficHealth {
  const names = [...new Set(facts["deployment-group"].flatMap(({ value }) => value.targetGroupNames))];
  const rows = facts.target.filter(
    ({ value }) => value.instanceId === instanceId && names.includes(value.targetGroupName),
  );
  const bad = rows.filter(({ value }) => value.state !== "healthy");
  const lacking = names.filter((name) => rows.every(({ value }) => value.targetGroupName !== name));
  if (bad.length === 0 && (lacking.length > 0 || names.length === 0)) {
    const isKnown = names.length > 0 && !partial.includes("elb-target-health");
    return {
      state: "unknown",
      words: isKnown
        ? `${toWords(lacking)} ${lacking.length === 1 ? "does" : "do"} not list ${instanceId}`
        : `what the load balancer says about ${instanceId} is not known`,
      evidence: [],
    };
  }
  const shown = bad.length === 0 ? rows : bad;
  return {
    state: bad.length === 0 ? "healthy" : "unhealthy",
    words: toWords([
      ...new Set(shown.map(({ value }) => `${value.targetGroupName} says ${toStateWords(value)}`)),
    ]),
    evidence: shown.flatMap((row) => [
      cite(row, "TargetHealth.State", row.value.state),
      ...(row.value.reason === undefined ? [] : [cite(row, "TargetHealth.Reason", row.value.reason)]),
    ]),
  };
}

function toStateWords({ state, reason }: AllFacts["target"][number]["value"]): string {
  return reason === undefined ? state : `${state} (${reason})`;
}
