import type { Report } from "#lib/report/schema.ts";
import type { Incident } from "#lib/testing/incidents/make-incident.ts";

type Finding = Report["findings"][number];

/** A finding that tells of the planted failure, of what follows from it, or of something else that is true. */
export function isAccepted(
  finding: Finding,
  findings: readonly Finding[],
  { plant, isPlanted }: Pick<Incident, "plant" | "isPlanted">,
): boolean {
  if (isRestartOfAll(finding)) return true;
  if (plant === undefined || !isPlanted()) return false;
  const isTrue = ({ rule }: Finding) => rule === plant.rule || Object.hasOwn(plant.alsoTrue ?? {}, rule);
  return toCauses(finding, findings).some(isTrue);
}

/**
 * True even where everybody does what AWS says: without traffic control a release restarts the application behind the
 * load balancer, and where that is the only target in service, nobody is healthy for a minute.
 */
function isRestartOfAll({ rule, severity, summary }: Finding): boolean {
  return (
    rule === "target-unhealthy" &&
    severity === "warning" &&
    /No target is healthy.* d-\w+ (is|was) at work on/.test(summary)
  );
}

/** The finding, what it follows from, and so on. */
function toCauses(finding: Finding, findings: readonly Finding[]): readonly Finding[] {
  const chain: Finding[] = [];
  for (let at: Finding | undefined = finding; at !== undefined && !chain.includes(at); ) {
    chain.push(at);
    const cause: Finding["causedBy"] = at.causedBy;
    at =
      cause === undefined
        ? undefined
        : findings.find(({ rule, subject }) => rule === cause.rule && isSame(subject, cause.subject));
  }
  return chain;
}

function isSame(one: Finding["subject"], other: Finding["subject"]): boolean {
  return one.kind === other.kind && one.id === other.id;
}
