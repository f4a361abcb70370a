import type { Pace } from "#lib/domain/fact.ts";
import { addMs, addSeconds, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";
import { isAccepted } from "#lib/testing/incidents/accepted.ts";
import type { Incident } from "#lib/testing/incidents/make-incident.ts";
import { incidentGroup, makeIncident } from "#lib/testing/incidents/make-incident.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

type Finding = Report["findings"][number];

/** What was told of an incident, read as a collector reads a quiet account. */
export type Watched = {
  readonly seed: number;
  /** The rule planted; undefined in a healthy incident. */
  readonly rule?: string;
  /**
   * `found` in time · `missed`: not by the reading after AWS showed it · `not-shown`: AWS never showed it for long
   * enough · `healthy`: nothing was planted.
   */
  readonly outcome: "found" | "missed" | "not-shown" | "healthy";
  /** From AWS showing it to the finding; negative where the rule knew before. */
  readonly delaySeconds?: number;
  readonly falseAlarms: readonly FalseAlarm[];
};

export type FalseAlarm = {
  readonly rule: string;
  readonly severity: "critical" | "warning";
  readonly minute: number;
  readonly summary: string;
};

/** How long it is watched once it is found: what follows from it comes within minutes. */
const aftermathSeconds = 240;

/** How long the collector leaves a source of an idle group alone: one reading. */
const readingSeconds: Readonly<Record<Pace, number>> = { moving: 60, settings: 300, seldom: 1800 };

export async function watchIncident(seed: number, stepSeconds = 30): Promise<Watched> {
  const incident = makeIncident(seed);
  const { story, plant } = incident;
  const account = await observeAccount({ stories: [story], seed, parameters: plant?.parameters ?? {} });
  await account.read();
  const watch = startWatch(incident);
  let minute = 0;
  while (minute < incident.minutes() && !watch.isOver(account.now())) {
    minute += stepSeconds / 60;
    await account.elapseUntil(addMs(testCurtain, minute * minuteMs), stepSeconds);
    watch.look(account.now(), (await account.report(incidentGroup.group)).findings);
  }
  const trouble = incident.trouble();
  if (trouble !== undefined) throw new Error(`incident ${seed} did not come about`, { cause: trouble });
  return watch.end();
}

function startWatch(incident: Incident) {
  const { seed, plant } = incident;
  const alarms = new Map<string, FalseAlarm>();
  let shownAt: Instant | undefined;
  let foundAt: Instant | undefined;
  let due: "not-yet" | "passed" = "not-yet";
  return {
    isOver: (now: Instant) => foundAt !== undefined && now >= addSeconds(foundAt, aftermathSeconds),
    look(now: Instant, findings: readonly Finding[]) {
      const minute = (now - testCurtain) / minuteMs;
      for (const finding of findings) {
        const { rule, severity, summary } = finding;
        if (finding.verdict === "cannot-tell" || severity === "info") continue;
        if (isAccepted(finding, findings, incident) || alarms.has(`${severity} ${rule}`)) continue;
        alarms.set(`${severity} ${rule}`, { rule, severity, minute, summary });
      }
      if (plant === undefined || !incident.isPlanted() || foundAt !== undefined) return;
      if (due === "not-yet" && !incident.isShown()) shownAt = undefined;
      else shownAt ??= now;
      if (findings.some(({ rule, verdict }) => rule === plant.rule && verdict !== "cannot-tell"))
        foundAt = now;
      else if (shownAt !== undefined && now > toDue(incident, shownAt)) due = "passed";
    },
    end(): Watched {
      const falseAlarms = [...alarms.values()];
      if (plant === undefined) return { seed, outcome: "healthy", falseAlarms };
      const { rule } = plant;
      if (due === "passed")
        return { seed, rule, outcome: "missed", falseAlarms, ...toDelay(shownAt, foundAt) };
      if (foundAt === undefined) return { seed, rule, outcome: "not-shown", falseAlarms };
      return { seed, rule, outcome: "found", falseAlarms, ...toDelay(shownAt, foundAt) };
    },
  };
}

function toDue({ plant }: Incident, shownAt: Instant): Instant {
  return addSeconds(shownAt, (plant?.patienceSeconds ?? 0) + readingSeconds[plant?.pace ?? "moving"]);
}

function toDelay(shownAt: Instant | undefined, foundAt: Instant | undefined) {
  if (shownAt === undefined || foundAt === undefined) return {};
  return { delaySeconds: Math.round((foundAt - shownAt) / 1000) };
}
