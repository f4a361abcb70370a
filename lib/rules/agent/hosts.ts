import { eventStartMs } from "#lib/domain/aws-limits.ts";
import { isAgentSilence, isFinalDeployment, type LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Instance } from "#lib/domain/ec2.ts";
import { toLatestTargets } from "#lib/rules/agent/latest-targets.ts";
import type { OpenTarget } from "#lib/rules/ghosts.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

export type ListedInstance = Extract<Instance, { readonly listed: true }>;

/** A running instance that deployments of the group reach, or will. */
export type Host = {
  readonly id: string;
  readonly value: ListedInstance;
  readonly instance: FactRevision<"instance">;
  readonly member?: FactRevision<"member">;
  /** The newest deployment it was in. */
  readonly latest?: OpenTarget;
};

type HostFacts = Pick<AllFacts, "instance" | "member" | "deployment" | "deployment-target">;

/** Members that are to serve, and what deployments have reached without being one. */
export function toHosts(facts: HostFacts): readonly Host[] {
  const members = new Map(facts.member.map((member) => [member.value.instanceId, member]));
  const targets = new Map(toLatestTargets(facts).map((target) => [target.revision.value.targetId, target]));
  return facts.instance.flatMap((instance) => {
    const { value } = instance;
    if (!value.listed || value.state !== "running") return [];
    const member = members.get(value.id);
    const latest = targets.get(value.id);
    if (member === undefined ? latest === undefined : !isToServe(member)) return [];
    return [
      {
        id: value.id,
        value,
        instance,
        ...(member === undefined ? {} : { member }),
        ...(latest === undefined ? {} : { latest }),
      },
    ];
  });
}

function isToServe({ value }: FactRevision<"member">): boolean {
  return /^(Pending(:Wait|:Proceed)?|InService|Standby|EnteringStandby)$/.test(value.lifecycleState);
}

/** CodeDeploy itself takes instances out of traffic and puts them back: no agent has part in it. */
const eventsWithoutAgent: readonly string[] = ["Start", "BlockTraffic", "AllowTraffic", "End"];

/** The agent took this event: it was alive, had credentials and reached CodeDeploy. */
export function isAnswered(event: LifecycleEvent): boolean {
  if (eventsWithoutAgent.includes(event.name) || isAgentSilence(event)) return false;
  return ["InProgress", "Succeeded", "Failed"].includes(event.status);
}

/** `unasked`: no deployment has wanted anything of it for long enough to tell. */
type Answer = "answered" | "silent" | "unasked";

/** How the agent on the instance took the newest deployment. */
export function toAgentAnswer({ latest }: Pick<Host, "latest">): Answer {
  if (latest === undefined) return "unasked";
  const { deployment, revision } = latest;
  if (revision.value.events.some(isAnswered)) return "answered";
  if (revision.value.events.some(isAgentSilence)) return "silent";
  const begun = deployment.value.startTime ?? deployment.value.createTime;
  // In a deployment of the whole group an instance may only be waiting for its turn.
  if (deployment.value.creator !== "autoscaling" || begun === undefined) return "unasked";
  if (isFinalDeployment(deployment.value)) return "unasked";
  return revision.lastSeen - begun >= eventStartMs ? "silent" : "unasked";
}
