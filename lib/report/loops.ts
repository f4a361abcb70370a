import type { Deployment } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import { toIso } from "#lib/domain/time.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import { toIsoOrNull, toNullable } from "#lib/report/nullable.ts";
import type { Lap as LapView } from "#lib/report/schema.ts";
import { buildLoops, type Lap, type Loop, type LoopFacts } from "#lib/timeline/laps.ts";

export function toLoopFacts(index: FactIndex, now: Instant): LoopFacts {
  return {
    activities: index.facts["scaling-activity"].map(({ value }) => value),
    deployments: index.facts.deployment.map(({ value }) => value),
    targets: index.facts["deployment-target"].map(({ value }) => value),
    now,
  };
}

/** The loop that turns now, if one does: of several, the one with the most laps. */
export function pickLiveLoop(facts: LoopFacts): Loop | undefined {
  return buildLoops(facts)
    .filter((loop) => loop.live)
    .sort((a, b) => b.laps.length - a.laps.length)[0];
}

export function toLapView(lap: Lap, deployments: readonly Deployment[]): LapView {
  return {
    number: lap.number,
    autoScalingGroup: lap.autoScalingGroup,
    instanceId: toNullable(lap.instanceId),
    deploymentId: toNullable(lap.deploymentId),
    from: toIso(lap.from),
    to: toIsoOrNull(lap.to),
    endedBy: toEndWords(lap, deployments),
  };
}

function toEndWords(lap: Lap, deployments: readonly Deployment[]): string | null {
  switch (lap.endedBy) {
    case undefined:
      return null;
    case "stopped": {
      const deployment = deployments.find(({ id }) => id === lap.deploymentId);
      return deployment?.errorCode === "MANUAL_STOP" ? "stopped by hand" : "deployment stopped";
    }
    case "deployment-failed":
      return "deployment failed";
    case "heartbeat-timeout":
      return "heartbeat timeout";
    case "abandoned":
      return "abandoned";
  }
}

/** The loop in a sentence: which lap this is, and what turns it. */
export function toLoopSentence(loop: Loop): string {
  const last = loop.laps.at(-1);
  const ends = new Set(loop.laps.map((lap) => lap.endedBy).filter((end) => end !== undefined));
  const [end] = ends.size === 1 ? ends : [];
  const count =
    last?.to === undefined
      ? `Lap ${last?.number ?? 0} of a loop`
      : `${loop.laps.length} laps of a loop so far`;
  return `${count}: ${toTurn(end)}.`;
}

function toTurn(end: Lap["endedBy"]): string {
  switch (end) {
    case "stopped":
      return "each stop abandons the launch hook and kills the newest healthy instance";
    case "deployment-failed":
      return "each failed deployment abandons the launch hook and terminates the newest instance";
    case "heartbeat-timeout":
      return "each time the launch hook times out, the newest instance is terminated and replaced";
    default:
      return "each time the launch is abandoned, the newest instance is terminated and replaced";
  }
}
