import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import {
  type EventFailure,
  type FailedTarget,
  toEventFinding,
  toFailedTargets,
} from "#lib/rules/deployment/event-failure.ts";
import { toAftermath } from "#lib/rules/deployment/last-success.ts";
import type { Advice, CheckContext, RuleFinding } from "#lib/rules/rule.ts";
import type { AllFacts } from "#lib/sources/facts.ts";

type TargetFacts = Pick<AllFacts, "deployment" | "deployment-target">;

/** What the host or its agent said, in a text that came back with a failed event. */
export type Telling = {
  readonly pattern: RegExp;
  /** Where the text is not enough: which event it came with, or which field. */
  readonly in?: (event: LifecycleEvent) => boolean;
};

/** All failures whose diagnostics say so and that nothing has mended since, in one. */
function toToldFailure(facts: TargetFacts, tellings: readonly Telling[]): EventFailure | undefined {
  const aftermaths = new Map(
    facts.deployment.map(({ value }) => [value.id, toAftermath(value, facts.deployment)]),
  );
  const all = toFailedTargets(facts)
    .filter(({ event }) => findLine(event, tellings) !== undefined)
    .filter(({ deployment }) => aftermaths.get(deployment.value.id) !== "mended")
    .filter((failed) => !hasWorkedSince(failed, facts))
    .sort((a, b) => (b.deployment.value.createTime ?? 0) - (a.deployment.value.createTime ?? 0));
  const [newest] = all;
  if (newest === undefined) return undefined;
  return { newest, all, rolledBack: aftermaths.get(newest.deployment.value.id) === "rolled-back" };
}

/** A later deployment got through on this very instance. */
function hasWorkedSince({ deployment, target }: FailedTarget, facts: TargetFacts): boolean {
  const later = new Set(
    facts.deployment
      .filter(({ value }) => (value.createTime ?? 0) > (deployment.value.createTime ?? 0))
      .map(({ value }) => value.id),
  );
  return facts["deployment-target"].some(
    ({ value }) =>
      value.targetId === target.value.targetId &&
      value.status === "Succeeded" &&
      later.has(value.deploymentId),
  );
}

const longestQuote = 200;

/** The line that says it, as it was said. */
function findLine(event: LifecycleEvent, tellings: readonly Telling[]): string | undefined {
  const { message = "", logTail = "" } = event.diagnostics ?? {};
  const told = tellings.filter((telling) => telling.in?.(event) !== false);
  const line = `${message}\n${logTail}`
    .split("\n")
    .find((text) => told.some(({ pattern }) => pattern.test(text)));
  return line?.trim().slice(0, longestQuote);
}

export type ToldWords = {
  readonly verdict: RuleFinding["verdict"];
  /** Said before the quotation: a clause. */
  readonly means: string;
  readonly disprovedBy: string;
  readonly advice: (instanceId: string) => readonly Advice[];
};

/** The host's own words, quoted, and what they mean. */
export function toToldFindings(
  { facts, tellings }: { readonly facts: TargetFacts; readonly tellings: readonly Telling[] },
  context: CheckContext,
  words: ToldWords,
): readonly RuleFinding[] {
  const failure = toToldFailure(facts, tellings);
  if (failure === undefined) return [];
  const { event, target } = failure.newest;
  const finding = toEventFinding(failure, context, {
    means: `${words.means} (“${findLine(event, tellings) ?? ""}”)`,
    disprovedBy: words.disprovedBy,
    advice: words.advice(target.value.targetId),
  });
  return [{ ...finding, verdict: words.verdict }];
}
