import type { Report } from "#lib/report/schema.ts";

/** What each section or column of the page rests on. */
export const sectionSources = {
  instances: ["autoscaling-groups", "ec2-instances", "codedeploy-group"],
  membership: ["autoscaling-groups"],
  targetHealth: ["elb-target-health"],
  targets: ["codedeploy-deployments", "codedeploy-targets"],
  hooks: ["autoscaling-hooks"],
  activities: ["autoscaling-activities"],
  deployments: ["codedeploy-deployments", "codedeploy-targets"],
} as const;
export type SectionName = keyof typeof sectionSources;

/** The titles of the section's sources that were not read completely: what it does not show may exist all the same. */
export function listUnread(report: Pick<Report, "sources">, section: SectionName): readonly string[] {
  const needed: readonly string[] = sectionSources[section];
  return report.sources
    .filter(({ id, status, truncated }) => needed.includes(id) && (status !== "ok" || truncated))
    .map(({ title }) => title);
}

/** What is absent, in its own words, unless nobody could have seen it. */
export function toAbsentText(absent: string, unread: readonly string[]): string {
  return unread.length > 0 ? "not known" : absent;
}

/** A nought that nobody has read is no nought. */
export function toCountText(count: number, unread: readonly string[]): string {
  return count === 0 ? toAbsentText("0", unread) : String(count);
}
