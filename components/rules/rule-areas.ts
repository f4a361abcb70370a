import type { RuleView, Severity } from "#lib/report/schema.ts";

/** In the order of the handbook; an area that is not named here comes last, under its own name. */
const titles: Readonly<Record<string, string>> = {
  ghosts: "Ghosts: gone, and still counted on",
  hooks: "Lifecycle hooks and loops",
  agent: "The agent and the instance",
  deployment: "Deployments",
  traffic: "Target groups and load balancers",
  scaling: "Auto Scaling",
  "blue-green": "Blue/green deployments",
};

/** A rule as the handbook's list shows it. */
export type RuleLine = {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly area: string;
  readonly firstSentence: string;
  /** Everything it says, to be searched. */
  readonly text: string;
};

export type RuleChapter = {
  readonly area: string;
  readonly title: string;
  readonly rules: readonly RuleLine[];
};

export function toRuleLine(rule: RuleView): RuleLine {
  const { id, title, severity, area, why, needs, lookalikes, thresholds } = rule;
  const limits = thresholds.flatMap((threshold) => [threshold.what, threshold.value, threshold.reason]);
  const text = [id, title, why, ...needs, ...lookalikes, ...limits].join(" ").toLowerCase();
  return { id, title, severity, area, firstSentence: toFirstSentence(why), text };
}

/** The rules in which every word of the text occurs, by area, each area with the gravest first. */
export function toChapters(rules: readonly RuleLine[], searched: string): readonly RuleChapter[] {
  const words = searched.toLowerCase().split(/\s+/);
  const matching = rules.filter(({ text }) => words.every((word) => text.includes(word)));
  const areas = new Set([...Object.keys(titles), ...rules.map(({ area }) => area)]);
  return [...areas].flatMap((area) => {
    const inside = matching.filter((rule) => rule.area === area).sort(compareRules);
    return inside.length === 0 ? [] : [{ area, title: toAreaTitle(area), rules: inside }];
  });
}

export function toAreaTitle(area: string): string {
  return titles[area] ?? area;
}

const severities: readonly Severity[] = ["critical", "warning", "info"];

function compareRules(a: RuleLine, b: RuleLine): number {
  const order = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return order || a.title.localeCompare(b.title);
}

function toFirstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
