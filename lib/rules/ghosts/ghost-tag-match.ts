import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { toTagMatch } from "#lib/domain/matching.ts";
import { toGoneSince } from "#lib/rules/contradiction.ts";
import { citeGone, citeTagRules, toGoneWords } from "#lib/rules/ghost-words.ts";
import { toOpenTargets } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<
  "codedeploy-group" | "ec2-instances" | "codedeploy-deployments" | "codedeploy-targets"
>;
type Match = {
  readonly instance: FactRevision<"instance">;
  readonly group: FactRevision<"deployment-group">;
  readonly rules: readonly string[];
};

export const ghostTagMatch = defineRule({
  id: "ghost-tag-match",
  title: "A terminated instance still fulfils the group's tag rules",
  severity: "info",
  why: "EC2 shows a terminated instance with its tags for up to about an hour. CodeDeploy's list of matching instances may show it that long: AWS does not document whether it leaves terminated rows out. Harmless unless a deployment takes it as a target.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-tagging.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html",
  ],
  lookalikes: [
    "Whether CodeDeploy leaves terminated instances out of its match is not documented.",
    "A terminated match that no running deployment has as a target is harmless. One that has not fixed its targets yet may still take it: that shows as soon as it has.",
  ],
  leadsTo: ["ghost-deployment-target", "deployment-already-running", "health-constraints"],
  needs: ["codedeploy-group", "ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const matches = facts["deployment-group"].flatMap((group) => toMatches(group, facts.instance));
    const starting = facts.deployment.filter(({ value }) => isStarting(value.id, facts));
    const awaited = new Set(toOpenTargets(facts).map(({ revision }) => revision.value.targetId));
    const isDangerous = ({ instance }: Match) => starting.length > 0 || awaited.has(instance.value.id);
    const harmless = matches.filter((match) => !isDangerous(match));
    const found = matches
      .filter(isDangerous)
      .map((match) =>
        toDangerous(match, awaited.has(match.instance.value.id) ? "waiting" : starting, context),
      );
    return harmless.length === 0 ? found : [...found, toHarmless(harmless, context)];
  },
});

function toMatches(group: FactRevision<"deployment-group">, instances: Facts["instance"]): readonly Match[] {
  return instances.flatMap((instance) => {
    if (!instance.value.listed || !isGone(instance.value)) return [];
    const rules = toTagMatch(group.value, instance.value.tags);
    return rules.length === 0 ? [] : [{ instance, group, rules }];
  });
}

/** Running, but its targets are not fixed yet: it may still take the instance as one. */
function isStarting(deploymentId: string, facts: Facts): boolean {
  const deployment = facts.deployment.find(({ value }) => value.id === deploymentId);
  if (deployment === undefined || isFinalDeployment(deployment.value)) return false;
  const list = facts["target-list"].find(({ value }) => value.deploymentId === deploymentId);
  return list !== undefined && !list.value.started;
}

/** A deployment waits for it already; or these have not fixed their targets: what they will take is not known. */
type Threat = "waiting" | readonly FactRevision<"deployment">[];

function toDangerous(match: Match, threat: Threat, context: CheckContext): RuleFinding {
  const { instance } = match;
  const id = instance.value.id;
  const starting = threat === "waiting" ? [] : threat;
  const words =
    threat === "waiting"
      ? "A running deployment waits for it."
      : `${toWords(threat.map(({ value }) => value.id))} ${threat.length === 1 ? "has not fixed its targets" : "have not fixed their targets"} yet and may take it as one.`;
  return {
    subject: { kind: "instance", id },
    verdict: "corroborated",
    severity: threat === "waiting" ? "warning" : "info",
    since: toGoneSince(instance).at,
    summary: `${toGoneWords(instance, context.now)}, but it still fulfils ${toWords(match.rules)} of the deployment group. ${words}`,
    evidence: [
      ...citeMatch(match),
      ...starting.map((deployment) => cite(deployment, "status", deployment.value.status)),
    ],
    disprovedBy: `A deployment that starts without ${id} among its targets.`,
    advice: [
      { text: "Wait: EC2 usually drops a terminated instance, and its tags earlier, within about an hour." },
      {
        text: "Or give the deployment group a tag rule that the instance does not fulfil. Removing the tag from the instance may work too: AWS does not document whether a terminated instance's tags can still be changed.",
      },
    ],
  };
}

function toHarmless(matches: readonly Match[], context: CheckContext): RuleFinding {
  const ids = matches.map(({ instance }) => instance.value.id);
  const since = Math.min(...matches.map(({ instance }) => toGoneSince(instance).at));
  return {
    subject: { kind: "deployment-group", id: `${context.scope.application}/${context.scope.group}` },
    verdict: "proved",
    since: matches.map(({ instance }) => toGoneSince(instance).at).find((at) => at === since),
    summary: `${toCount(matches.length, "terminated instance")} still ${matches.length === 1 ? "fulfils" : "fulfil"} the group's tag rules: ${toWords(ids)}. The console may list them under matching instances; no running deployment waits for any of them.`,
    evidence: matches.flatMap(citeMatch),
    disprovedBy: "EC2 no longer showing them, or their tags being gone.",
    advice: [{ text: "Nothing to do: EC2 usually forgets them within about an hour." }],
  };
}

function citeMatch({ instance, group, rules }: Match) {
  return [...citeGone(instance), ...citeTagRules(group, rules)];
}
