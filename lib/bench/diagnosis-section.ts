import type { BenchArguments } from "#lib/bench/bench-arguments.ts";
import type { Goal } from "#lib/bench/goal.ts";
import { runProgram } from "#lib/bench/program.ts";
import { toCount, toRatio, toTable } from "#lib/bench/table.ts";
import { type RuleScore, toScores } from "#lib/testing/incidents/score.ts";
import type { Watched } from "#lib/testing/incidents/watch-incident.ts";

const workers = 2;

/** Random operations on a simulated group, most with one planted failure: what was found, and what was found wrongly. */
export async function runDiagnosisSection({ incidents, seed }: BenchArguments): Promise<readonly Goal[]> {
  const program = import.meta.resolve("#lib/bench/watch-incidents.ts");
  const last = seed + incidents - 1;
  const starts = Array.from({ length: workers }, (_, index) => seed + index);
  const outputs = await Promise.all(
    starts.map((start) => runProgram(program, [start, last, workers].map(String))),
  );
  const watched = outputs.flatMap(parseWatched);
  const healthy = watched.filter(({ outcome }) => outcome === "healthy").length;
  const scores = toScores(watched);
  console.log(
    `${toCount(watched.length)} incidents, seeds ${seed} to ${last}: ${toCount(healthy)} healthy, ${toCount(watched.length - healthy)} with one planted failure of ${scores.filter(({ planted }) => planted > 0).length} rules.\n`,
  );
  console.log(`${toTable(header, scores.map(toRow))}\n`);
  showSeeds(scores, watched);
  return toGoals(scores);
}

const header = [
  "rule",
  "planted",
  "found",
  "missed",
  "not shown",
  "false",
  "precision",
  "recall",
  "longest delay s",
];

function toRow(score: RuleScore): readonly string[] {
  const { rule, planted, found, missed, notShown, falseAlarms, longestDelaySeconds } = score;
  return [
    rule,
    ...[planted, found, missed.length, notShown.length, falseAlarms.length].map(String),
    toRatio(found, found + falseAlarms.length),
    toRatio(found, found + missed.length),
    longestDelaySeconds === undefined ? "–" : String(Math.max(0, longestDelaySeconds)),
  ];
}

/** Whatever did not go as it should, with the seeds that play it again. */
function showSeeds(scores: readonly RuleScore[], watched: readonly Watched[]): void {
  for (const { rule, missed, notShown } of scores) {
    if (missed.length > 0) console.log(`${rule} missed: seeds ${missed.join(", ")}`);
    if (notShown.length > 0) console.log(`${rule} never shown: seeds ${notShown.join(", ")}`);
  }
  for (const { seed, rule = "healthy", falseAlarms } of watched) {
    for (const alarm of falseAlarms)
      console.log(
        `false ${alarm.severity} in seed ${seed} (${rule}), minute ${alarm.minute}: ${alarm.rule}: ${alarm.summary}`,
      );
  }
}

function toGoals(scores: readonly RuleScore[]): readonly Goal[] {
  const sum = (count: (score: RuleScore) => number) =>
    scores.reduce((total, score) => total + count(score), 0);
  const found = sum((score) => score.found);
  const missed = sum((score) => score.missed.length);
  const criticals = sum((score) => score.falseCriticals.length);
  const alarms = sum((score) => score.falseAlarms.length);
  return [
    {
      what: "planted failures found within a reading",
      measured: `${toCount(found)} of ${toCount(found + missed)}`,
      goal: "all",
      ok: missed === 0 && found > 0,
    },
    { what: "false critical findings", measured: String(criticals), goal: "0", ok: criticals === 0 },
    { what: "false warnings", measured: String(alarms - criticals), goal: "0", ok: alarms === criticals },
  ];
}

/** Holds because the program prints what it checks to be of this type. */
function parseWatched(text: string): readonly Watched[] {
  return JSON.parse(text) as readonly Watched[];
}
