import type { Watched } from "#lib/testing/incidents/watch-incident.ts";

/** How a rule did over all incidents. Seeds say where, so that each can be played again. */
export type RuleScore = {
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly number[];
  /** Planted, but AWS never showed it for as long as the rule waits: nothing could be found. */
  readonly notShown: readonly number[];
  readonly falseAlarms: readonly number[];
  readonly falseCriticals: readonly number[];
  /** The longest time from AWS showing it to the finding; undefined where it was always known before. */
  readonly longestDelaySeconds: number | undefined;
};

/** By rule, in the order of their names: each that was planted, and each that gave a false alarm. */
export function toScores(watched: readonly Watched[]): readonly RuleScore[] {
  const rules = new Set(
    watched.flatMap(({ rule, falseAlarms }) => [rule, ...falseAlarms.map((one) => one.rule)]),
  );
  return [...rules]
    .filter((rule) => rule !== undefined)
    .sort()
    .map((rule) => toScore(rule, watched));
}

function toScore(rule: string, watched: readonly Watched[]): RuleScore {
  const planted = watched.filter((one) => one.rule === rule);
  const seedsOf = (outcome: Watched["outcome"]) =>
    planted.filter((one) => one.outcome === outcome).map(({ seed }) => seed);
  const alarmed = (wanted: (severity: string) => boolean) =>
    watched
      .filter(({ falseAlarms }) => falseAlarms.some((one) => one.rule === rule && wanted(one.severity)))
      .map(({ seed }) => seed);
  const delays = planted.flatMap(({ delaySeconds }) => delaySeconds ?? []);
  return {
    rule,
    planted: planted.length,
    found: seedsOf("found").length,
    missed: seedsOf("missed"),
    notShown: seedsOf("not-shown"),
    falseAlarms: alarmed(() => true),
    falseCriticals: alarmed((severity) => severity === "critical"),
    longestDelaySeconds: delays.length === 0 ? undefined : Math.max(...delays),
  };
}
