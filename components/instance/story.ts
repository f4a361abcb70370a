import { toTrackLines } from "#components/instance/state-lines.ts";
import type { ActivityView, DeploymentView, EventView, InstanceRow, Lane, Tone } from "#lib/report/schema.ts";

/** One thing that happened to an instance. */
export type StoryLine = {
  /** ISO 8601. */
  readonly at: string;
  /** It may have been as early as this: the reading before did not show it yet. */
  readonly earliest?: string | undefined;
  readonly chapter: "instance" | "Auto Scaling group" | "target group" | "deployment";
  readonly what: string;
  readonly tone: Tone;
  /** `exact`: AWS's own time · `observed`: a reading showed it · `first-read`: so when it was first read, perhaps long before. */
  readonly certainty: "exact" | "observed" | "first-read";
  readonly source: string;
};

export type StoryInput = {
  /** What the readings of the window showed; undefined where the window holds nothing of it. */
  readonly lane: Lane | undefined;
  /** Those that name it, each with its target alone. */
  readonly deployments: readonly DeploymentView[];
  readonly activities: readonly ActivityView[];
  readonly row: InstanceRow | undefined;
};

/** What one instance went through in every service, by time: AWS's own times as far back as they go, states as they were read. */
export function toStory({ lane, deployments, activities, row }: StoryInput): readonly StoryLine[] {
  return [
    ...toLifeLines(row),
    ...activities.map(toActivityLine),
    ...(lane?.tracks ?? []).flatMap(toTrackLines),
    ...deployments.flatMap(toDeploymentLines),
  ].sort((a, b) => compare(a.at, b.at));
}

function toLifeLines(row: InstanceRow | undefined): readonly StoryLine[] {
  const shared = { chapter: "instance", certainty: "exact", source: "ec2-instances" } as const;
  const lines: StoryLine[] = [];
  if (row?.launchedAt) lines.push({ ...shared, at: row.launchedAt, what: "Is launched", tone: "busy" });
  if (row?.terminatedAt) {
    const why = row.stateReason?.meaning ?? row.stateReason?.code;
    const what = why === undefined || why === "" ? "Is terminated" : `Is terminated: ${why}`;
    lines.push({ ...shared, at: row.terminatedAt, what, tone: "gone" });
  }
  return lines;
}

function toActivityLine({ start, status, description, tone }: ActivityView): StoryLine {
  return {
    at: start,
    chapter: "Auto Scaling group",
    what: `${description} (${status})`,
    tone,
    certainty: "exact",
    source: "autoscaling-activities",
  };
}

/** Its turn in a deployment: since when it is a target, when the first event began, what failed, how it ended. */
function toDeploymentLines(deployment: DeploymentView): readonly StoryLine[] {
  const { id, revision, creatorText, createdAt } = deployment;
  const [target] = deployment.targets;
  if (target === undefined) return [];
  const shared = { chapter: "deployment", certainty: "exact", source: "codedeploy-targets" } as const;
  const of = revision === null ? "" : ` of ${revision}`;
  const begun = target.events.filter((event) => isBegun(event)).sort((a, b) => compare(a.start, b.start));
  const [first] = begun;
  const end = begun
    .flatMap((event) => event.end ?? [])
    .sort()
    .at(-1);
  const failed = target.events.find(({ tone, end: over }) => tone === "bad" && over !== null);
  const lines: StoryLine[] = [];
  if (createdAt !== null)
    lines.push({
      ...shared,
      at: createdAt,
      what: `${id}${of}, made by ${creatorText}, is created: it is one of its targets`,
      tone: "waiting",
    });
  if (first !== undefined)
    lines.push({ ...shared, at: first.start, what: `${id} begins on it with ${first.name}`, tone: "busy" });
  if (end !== undefined && doneStatuses.includes(target.status))
    lines.push({
      ...shared,
      at: end,
      what:
        failed === undefined
          ? `${id} on it: ${target.status}`
          : `${id} on it: ${target.status}, ${failed.name} failed`,
      tone: target.tone,
    });
  return lines;
}

const doneStatuses: readonly string[] = ["Succeeded", "Failed", "Skipped"];

function isBegun(event: EventView): event is EventView & { readonly start: string } {
  return event.start !== null;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
