import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { BlindSpot, SourceState } from "#lib/domain/fact.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { toActivityViews } from "#lib/report/activities.ts";
import { toAnswer } from "#lib/report/answer.ts";
import { toAutoScalingGroupViews, toConfigurationView, toTargetGroupViews } from "#lib/report/capacity.ts";
import { pickDeployment, toGhostTargets } from "#lib/report/deployment-choice.ts";
import { toDeploymentViews } from "#lib/report/deployments.ts";
import { toDetachingViews } from "#lib/report/detaching.ts";
import { type FactIndex, indexFacts } from "#lib/report/fact-index.ts";
import { toFindingView } from "#lib/report/findings.ts";
import { toHookWaits } from "#lib/report/hook-waits.ts";
import { toHookViews } from "#lib/report/hooks.ts";
import { toInstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toInstanceLists } from "#lib/report/instance-rows.ts";
import { type InstanceLists, listInstances, toTargetIds } from "#lib/report/instances.ts";
import { toLanes } from "#lib/report/lanes.ts";
import { pickLiveLoop, toLapView, toLoopFacts } from "#lib/report/loops.ts";
import { toNameInstance } from "#lib/report/names.ts";
import { toNextRevision } from "#lib/report/next-revision.ts";
import { type PastBounds, toPastView } from "#lib/report/past.ts";
import { toPredictions } from "#lib/report/predictions.ts";
import type { Report } from "#lib/report/schema.ts";
import { isComplete, isReadable, toBlindSources } from "#lib/report/source-health.ts";
import { toSourceView } from "#lib/report/sources.ts";
import { toStoryStart } from "#lib/report/story-start.ts";
import { toUndecoded } from "#lib/report/undecoded.ts";
import { toWaitView } from "#lib/report/wait.ts";
import { toWaits } from "#lib/report/waits.ts";
import { diagnose } from "#lib/rules/diagnose.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import * as registry from "#lib/rules/index.ts";
import type { Finding, Rule } from "#lib/rules/rule.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { markBlindSpots } from "#lib/timeline/blind-spots.ts";
import type { Window } from "#lib/timeline/lane.ts";
import { buildLaps, type Lap } from "#lib/timeline/laps.ts";

export type ReportInput = {
  readonly scope: Scope;
  readonly now: Instant;
  /** Without a beginning, the window begins where the story does. */
  readonly window: { readonly from?: Instant; readonly to: Instant };
  readonly facts: AllFacts;
  /** What the sources show on the timeline, from all revisions of the window. */
  readonly items: readonly TimelineItem[];
  readonly sources: readonly SourceState[];
  /** Stretches of the window in which a source was not read. */
  readonly blindSpots: readonly BlindSpot[];
  readonly past: PastBounds;
  readonly historyTrouble?: string;
  /** The kinds of facts that a source states. */
  readonly kindsOf: (sourceId: string) => readonly string[];
};

const rules: readonly Rule[] = Object.values(registry);

/** Everything a page shows about a deployment group at an instant. Pure: the same input gives the same report. */
export function buildReport(input: ReportInput): Report {
  const { scope, now, facts, sources } = input;
  const index = indexFacts(facts);
  const ghosts = toGhosts(facts);
  const ghostTargets = toGhostTargets(ghosts);
  const findings = diagnose({ rules, facts, sources, kindsOf: input.kindsOf, scope, now });
  const window: Window = { from: input.window.from ?? toStoryStart(findings, now), to: input.window.to };
  const known = toInstanceKnowledge({ index, items: input.items, ghosts });
  const waits = toHookWaits(index);
  const loopFacts = toLoopFacts(index, now);
  const laps = buildLaps(loopFacts);
  const deployment = pickDeployment({ index, ghostTargets });
  const lists = listInstances({ index, known, targetsOf: deployment?.value.id });
  const items = [...markBlindSpots(input.items, toBlindSources(sources), now), ...toPredictions(waits, now)];
  const referred = toReferred({ index, lists, laps, findings });
  const membership = isComplete(sources, "autoscaling-groups") ? "complete" : "partial";
  const lanes = toLanes({ items, known, referred, membership, window, now });
  const letters = new Map(lanes.map(({ instanceId, letter }) => [instanceId, letter]));
  const name = toNameInstance(letters);
  const clock = toWaits({ index, known, ghostTargets, waits, now, name });
  const stopping = { index, known, loop: pickLiveLoop(loopFacts), name };
  const activities = toActivityViews(index);
  const inventory = isComplete(sources, "codedeploy-inventory") ? "complete" : "partial";
  return {
    version: 1,
    scope: {
      account: scope.account,
      region: scope.region,
      application: scope.application,
      group: scope.group,
    },
    at: toIso(now),
    window: { from: toIso(window.from), to: toIso(window.to) },
    past: toPastView(input.past),
    answer: toAnswer({
      ...stopping,
      mode: input.past.mode,
      now,
      findings,
      sources,
      ghosts,
      ghostTargets,
      waits,
      clock,
      deployment,
    }),
    waits: clock.map(toWaitView),
    detaching: toDetachingViews({ index, known, sources, now }),
    nextRevision: toNextRevision(index, name),
    configuration: toConfigurationView(index),
    autoScalingGroups: toAutoScalingGroupViews(index),
    targetGroups: toTargetGroupViews(index, { isRead: isReadable(sources, "elb-target-health") }),
    findings: findings.map(toFindingView),
    lanes,
    laps: laps.map((lap) => toLapView(lap, loopFacts.deployments)),
    instances: toInstanceLists({ lists, known, letters }),
    hooks: toHookViews({ index, waits, scope, now, inventory, name }),
    activities,
    deployments: toDeploymentViews({ ...stopping, ghostTargets }),
    ...toUndecoded(activities, index),
    historyTrouble: input.historyTrouble ?? null,
    sources: sources.map((source) => toSourceView(source, input.blindSpots)),
  };
}

type Referring = {
  readonly index: FactIndex;
  readonly lists: InstanceLists;
  readonly laps: readonly Lap[];
  readonly findings: readonly Finding[];
};

/** The instances that the report names anywhere: each has its lane, so that each name can be followed. */
function toReferred({ index, lists, laps, findings }: Referring): ReadonlySet<string> {
  const open = index.deployments.filter(({ value }) => !isFinalDeployment(value));
  return new Set([
    ...lists.matching.map(({ instanceId }) => instanceId),
    ...lists.targets.map(({ instanceId }) => instanceId),
    ...laps.flatMap(({ instanceId }) => instanceId ?? []),
    ...open.flatMap(({ value }) => toTargetIds(index, value.id)),
    ...findings.filter(({ subject }) => subject.kind === "instance").map(({ subject }) => subject.id),
  ]);
}
