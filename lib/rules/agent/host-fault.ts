import { eventStartMs } from "#lib/domain/aws-limits.ts";
import { type Host, type ListedInstance, toAgentAnswer, toHosts } from "#lib/rules/agent/hosts.ts";
import { citeOpenTarget } from "#lib/rules/ghost-words.ts";
import { type Advice, type CheckContext, cite, type RuleFinding, type Threshold } from "#lib/rules/rule.ts";
import { toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { AllFacts } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** Something that EC2 says of an instance and that its agent cannot live with. */
export type HostFault = {
  readonly isOn: (value: ListedInstance) => boolean;
  readonly field: string;
  readonly said: string;
  /** "without an instance profile": after `2 instances of asg run`. */
  readonly words: string;
  /** What it means for the agent: a sentence. */
  readonly effect: string;
  readonly disprovedBy: string;
  readonly advice: (hosts: readonly Host[], context: CheckContext) => readonly Advice[];
};

export const silenceThreshold: Threshold = {
  what: "a deployment has found no agent before it is a warning",
  value: toDuration(eventStartMs),
  reason: "AWS gives a lifecycle event so long to start; a living agent asks for work about every minute.",
};

type HostFacts = Pick<AllFacts, "instance" | "member" | "deployment" | "deployment-target">;

/** One finding for each Auto Scaling group: its members come from one launch template. */
export function toHostFaults(
  facts: HostFacts,
  fault: HostFault,
  context: CheckContext,
): readonly RuleFinding[] {
  // Whose agent answers has credentials from elsewhere, or what EC2 says is newer than that.
  const hosts = toHosts(facts).filter((host) => fault.isOn(host.value) && toAgentAnswer(host) !== "answered");
  const alike = groupBy(hosts, ({ id, member }) => member?.value.group ?? id);
  return [...alike].map(([place, group]) => toFinding({ place, hosts: group, fault, context }));
}

type Found = {
  /** The Auto Scaling group, or the instance that is in none. */
  readonly place: string;
  readonly hosts: readonly Host[];
  readonly fault: HostFault;
  readonly context: CheckContext;
};

const citedAtMost = 5;

function toFinding({ place, hosts, fault, context }: Found): RuleFinding {
  const silent = hosts.filter((host) => toAgentAnswer(host) === "silent");
  const ids = hosts.map(({ id }) => id);
  const isMember = hosts.some(({ member }) => member !== undefined);
  const many = isMember
    ? `${toCount(hosts.length, "instance")} of ${place}`
    : toCount(hosts.length, "instance");
  const waits =
    silent.length === 0
      ? `No deployment has asked anything of ${hosts.length === 1 ? "it" : "them"} yet.`
      : `CodeDeploy got no answer from ${toWords(silent.map(({ id }) => id))}.`;
  return {
    subject: { kind: isMember ? "auto-scaling-group" : "instance", id: place },
    verdict: "proved",
    severity: silent.length === 0 ? "info" : "warning",
    summary: `${many} ${hosts.length === 1 ? "runs" : "run"} ${fault.words}: ${toWords(ids)}. ${fault.effect} ${waits}`,
    evidence: hosts
      .slice(0, citedAtMost)
      .flatMap(({ instance, member, latest }) => [
        cite(instance, fault.field, fault.said),
        ...(member === undefined ? [] : [cite(member, "LifecycleState", member.value.lifecycleState)]),
        ...(latest === undefined ? [] : citeOpenTarget(latest)),
      ]),
    disprovedBy: fault.disprovedBy,
    advice: fault.advice(hosts, context),
  };
}
