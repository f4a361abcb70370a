import { type BandRow, toDeploymentBands } from "#components/timeline/plan/deployment-bands.ts";
import type { ItemsContext } from "#components/timeline/plan/items-of.ts";
import { toEventLines, toLapLines } from "#components/timeline/plan/lines-of.ts";
import { type MadeItem, toOrdered } from "#components/timeline/plan/made-item.ts";
import type { ActivityView, Lap, Report } from "#lib/report/schema.ts";

type Fleet = Pick<Report, "laps" | "deployments" | "activities" | "lanes">;

/** The rows above all lanes: turns of the loop for each Auto Scaling group, deployments, what happened to whole groups. */
export function toBands(report: Fleet, context: ItemsContext): readonly BandRow[] {
  return [
    ...toLapBands(report.laps, context),
    ...toDeploymentBands(report, context),
    ...toEventBand(report.activities, context),
  ];
}

function toLapBands(laps: readonly Lap[], context: ItemsContext): readonly BandRow[] {
  const groups = [...new Set(laps.map((lap) => lap.autoScalingGroup))];
  return groups.map((group) => ({
    key: `band laps ${group}`,
    label: groups.length > 1 ? `laps of ${group}` : "laps",
    made: toOrdered(
      laps.filter((lap) => lap.autoScalingGroup === group).map((lap) => toLapItem(lap, context)),
    ),
  }));
}

function toLapItem(lap: Lap, context: ItemsContext): MadeItem {
  const from = Date.parse(lap.from);
  const to = lap.to === null ? context.now : Date.parse(lap.to);
  const ended = lap.endedBy === null ? "" : `, ${lap.endedBy}`;
  return {
    item: {
      key: `lap ${lap.number}`,
      kind: "lap",
      from,
      to: Math.max(from, to),
      tone: lap.to === null ? "waiting" : "idle",
      text: `lap ${lap.number}${ended}`,
      open: lap.to === null,
    },
    lines: () => toLapLines(lap, context),
  };
}

/** Activities that name no instance: what was done to a group as a whole, and launches that brought nothing. */
function toEventBand(activities: readonly ActivityView[], context: ItemsContext): readonly BandRow[] {
  const { limits } = context;
  const made = activities
    .filter(({ instanceId }) => instanceId === null)
    .map((activity) => toEventItem(activity, context))
    .filter(({ item }) => item.to >= limits.from && item.from <= limits.to);
  return made.length === 0 ? [] : [{ key: "band events", label: "group events", made: toOrdered(made) }];
}

function toEventItem(activity: ActivityView, context: ItemsContext): MadeItem {
  const from = Date.parse(activity.start);
  const to = activity.end === null ? context.now : Date.parse(activity.end);
  return {
    item: {
      key: `event ${activity.id}`,
      kind: "event",
      from,
      to: Math.max(from, to),
      tone: activity.tone,
      text: activity.description,
      open: activity.end === null,
    },
    lines: () => toEventLines(activity, context),
  };
}
