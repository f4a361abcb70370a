import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { toIso } from "#lib/domain/time.ts";
import type { AnswerContext } from "#lib/report/answer-context.ts";
import { toCalmAnswer, toKnownWords } from "#lib/report/calm-sentence.ts";
import { toGhostSentence } from "#lib/report/ghost-sentence.ts";
import { toLoopSentence } from "#lib/report/loops.ts";
import { toNullable } from "#lib/report/nullable.ts";
import { pickRootFinding } from "#lib/report/root-finding.ts";
import type { Answer } from "#lib/report/schema.ts";
import { selectGaps } from "#lib/report/source-health.ts";
import { selectLaunchLosses, toNextLap, toStopCost } from "#lib/report/stop-cost.ts";
import type { Finding, Severity } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";

const tones: Readonly<Record<Severity, Answer["tone"]>> = {
  critical: "bad",
  warning: "waiting",
  info: "idle",
};

/** The first thing a reader sees. What a failed source might have shown is never taken to be fine. */
export function toAnswer(context: AnswerContext): Answer {
  const root = pickRootFinding(context.findings);
  const gaps = selectGaps(context.sources, context.now);
  const around = {
    lap: context.loop === undefined ? null : toLoopSentence(context.loop),
    deadline: toDeadline(context),
    ifYouStop: toNullable(toIfYouStop(context)),
  };
  if (root !== undefined && (root.severity !== "info" || gaps.length === 0)) {
    return { ...toRootAnswer(root, context), ...around };
  }
  const nothing = { severity: null, safest: null, rule: null };
  if (gaps.length > 0 || context.sources.length === 0) {
    return {
      ...nothing,
      ...around,
      tone: "unknown",
      verdict: "cannot-tell",
      sentence: toCannotTell(gaps, context),
    };
  }
  return { ...nothing, ...around, verdict: null, ...toCalmAnswer(context) };
}

function toRootAnswer(root: Finding, context: AnswerContext): Omit<Answer, "lap" | "deadline" | "ifYouStop"> {
  const [safest] = root.advice;
  return {
    tone: tones[root.severity],
    severity: root.severity,
    verdict: root.verdict,
    sentence: toGhostSentence(root.rule, context) ?? toFirstSentence(root.summary),
    safest: safest === undefined ? null : { ...safest },
    rule: root.rule,
  };
}

/** Ends at the first full stop that a capital follows; ids, versions and times hold stops too. */
function toFirstSentence(summary: string): string {
  return /^.*?[.!?](?=\s+[A-Z])/s.exec(summary)?.[0] ?? summary;
}

function toCannotTell(gaps: readonly string[], context: AnswerContext): string {
  if (context.mode === "reconstructed") {
    return "Nobody was recording then: what is shown is only what AWS's own timestamps told afterwards.";
  }
  if (context.sources.every(({ status }) => status === "waiting")) {
    return "Nothing has been read yet: the first readings are under way.";
  }
  const shown = gaps.length > 3 ? [...gaps.slice(0, 2), `${gaps.length - 2} more sources are missing`] : gaps;
  return `Cannot tell: ${toWords(shown)}. What is known: ${toKnownWords(context)}.`;
}

/** The next moment at which a hook ends a wait by itself. */
function toDeadline({ clock }: AnswerContext): Answer["deadline"] {
  for (const { kind, next } of clock) {
    if (kind !== "hook-launch" && kind !== "hook-termination") continue;
    if (next?.certainty !== "earliest" && next?.certainty !== "latest") continue;
    return { at: toIso(next.at), certainty: next.certainty, sentence: next.what };
  }
  return null;
}

/** What a stop would cost now: first the launches that die with their deployments, then the deployment that matters. */
function toIfYouStop(context: AnswerContext): string | undefined {
  const { index, deployment, loop, name } = context;
  const losses = index.deployments.flatMap(({ value }) => {
    const ids = selectLaunchLosses(value, context);
    return ids.length === 0 ? [] : [{ id: value.id, ids }];
  });
  const lost = losses.map(
    ({ id, ids }) =>
      `If you stop ${id} now: you lose ${toWords(ids.map(name))}, terminated and replaced${toNextLap(loop, ids)}.`,
  );
  const main = deployment?.value;
  if (main === undefined || isFinalDeployment(main) || losses.some(({ id }) => id === main.id)) {
    return lost.length === 0 ? undefined : lost.join(" ");
  }
  const cost = toStopCost(main, context)?.replace(/^Stopping/, `Stopping ${main.id}`);
  return [...lost, ...(cost === undefined ? [] : [cost])].join(" ");
}
