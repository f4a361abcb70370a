import { hasTagRules, toTagRule } from "#lib/domain/matching.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { citeGone, citeMember, citeTagRules, toGhostVerdict } from "#lib/rules/ghost-words.ts";
import { type Ghost, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

type Held = { readonly group: FactRevision<"deployment-group">; readonly ghosts: readonly Ghost[] };

export const tagWorkaroundDoesNotHelp = defineRule({
  id: "tag-workaround-does-not-help",
  title: "A fresh tag will not get rid of this ghost",
  severity: "info",
  why: "A deployment group takes the members of its Auto Scaling groups and, besides, whatever fulfils its tag rules: the two are added, not intersected. As long as the Auto Scaling group is named, a ghost among its members stays, whatever the tags say.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-in-place.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [...ghostThresholds],
  lookalikes: [
    "A fresh tag does help where the Auto Scaling group has been taken out of the deployment group, and the tag is the only selector.",
  ],
  needs: ["codedeploy-group", "ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    const ghosts = toGhosts(facts);
    return facts["deployment-group"].flatMap((group) => {
      if (!hasTagRules(group.value)) return [];
      const names = group.value.autoScalingGroups.map(({ name }) => name);
      const held = ghosts.filter(
        ({ member }) => member !== undefined && names.includes(member.revision.value.group),
      );
      return held.length === 0 ? [] : [toFinding({ group, ghosts: held }, context)];
    });
  },
});

function toFinding({ group, ghosts }: Held, context: CheckContext): RuleFinding {
  const { value } = group;
  const ids = ghosts.map(({ instanceId }) => instanceId);
  const names = value.autoScalingGroups.map(({ name }) => name);
  const isProved = ghosts.some((ghost) => toGhostVerdict(ghost, context) === "proved");
  return {
    subject: { kind: "deployment-group", id: `${value.application}/${value.name}` },
    verdict: isProved ? "proved" : "suspected",
    since: ghosts[0]?.goneSince.at,
    summary: `${value.name} selects by tags and by Auto Scaling group at once. ${toWords(ids)} ${ids.length === 1 ? "is" : "are"} gone but still in ${toWords(names)}, so changing the tags will not take ${ids.length === 1 ? "it" : "them"} out of the match.`,
    evidence: [
      ...names.map((name) => cite(group, "autoScalingGroups[].name", name)),
      ...citeTagRules(group, [...value.tagFilters, ...value.tagSet.flat()].map(toTagRule)),
      ...ghosts.flatMap(({ instance, member }) => [
        ...citeGone(instance),
        ...(member ? citeMember(member.revision) : []),
      ]),
    ],
    disprovedBy:
      "The deployment group no longer naming an Auto Scaling group, or the group no longer listing the instance.",
    advice: toAdvice(group, context),
  };
}

function toAdvice({ value }: FactRevision<"deployment-group">, { scope }: CheckContext) {
  const update = [
    "deploy",
    "update-deployment-group",
    "--application-name",
    value.application,
    "--current-deployment-group-name",
    value.name,
    "--auto-scaling-groups",
  ];
  return [
    { text: "Better release the ghost from the Auto Scaling group: see the finding about the instance." },
    {
      text: "Dangerous: take the Auto Scaling group out of the deployment group, so that the tags alone select. It removes the launch hook: instances that launch meanwhile come up without software, waiting launches are cancelled, and running deployments may fail.",
      command: toCommand(scope, update),
    },
    {
      text: "Afterwards put it back; CodeDeploy installs its hook anew.",
      command: toCommand(scope, [...update, ...value.autoScalingGroups.map(({ name }) => name)]),
    },
  ];
}
