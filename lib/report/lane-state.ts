import type { Tone } from "#lib/domain/timeline.ts";
import { toEc2Tone, toLifecycleTone, toTargetHealthTone } from "#lib/domain/tones.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";

/** Whether the members of the Auto Scaling groups were read completely: only then is no row no membership. */
export type Membership = "complete" | "partial";
export type LaneState = { readonly state: string; readonly tone: Tone };

/** What a lane says now in a few words, from the service that knows best. */
export function toLaneState(instance: InstanceKnowledge, membership: Membership): LaneState {
  if (instance.ghost) return { state: "gone, still referred to", tone: "gone" };
  const { member, ec2 } = instance;
  if (instance.gone) return { state: ec2?.value.listed === true ? ec2.value.state : "gone", tone: "gone" };
  if (member !== undefined) return toMemberState(member.value, instance);
  if (ec2?.value.listed !== true) return { state: "unknown", tone: "unknown" };
  const { state } = ec2.value;
  const [health] = toHealthStates(instance);
  const tone = state === "running" ? "idle" : toEc2Tone(state);
  const group = membership === "complete" ? "in no Auto Scaling group" : "Auto Scaling not known";
  return {
    state: [state, group, ...(health === undefined ? [] : [health])].join(", "),
    tone,
  };
}

function toMemberState(
  { lifecycleState, healthStatus }: NonNullable<InstanceKnowledge["member"]>["value"],
  instance: InstanceKnowledge,
): LaneState {
  const tone = toLifecycleTone(lifecycleState);
  // Case differs between operations (ASG:detach-instance-asg prints HEALTHY).
  const isUnhealthy = healthStatus !== undefined && healthStatus.toLowerCase() !== "healthy";
  if (isUnhealthy)
    return { state: `${lifecycleState}, ${healthStatus}`, tone: tone === "good" ? "bad" : tone };
  if (lifecycleState !== "InService") return { state: lifecycleState, tone };
  const [health] = toHealthStates(instance);
  if (health === undefined) return { state: lifecycleState, tone };
  return { state: `${lifecycleState}, ${health}`, tone: toTargetHealthTone(health) };
}

const gravity: readonly Tone[] = ["bad", "waiting", "busy", "unknown", "gone", "idle", "good"];

/** The target health states of an instance, the gravest first: it may be registered on several ports. */
function toHealthStates({ targets }: InstanceKnowledge): readonly string[] {
  const states = [...new Set(targets.map(({ value }) => value.state))].sort();
  return states.sort(
    (a, b) => gravity.indexOf(toTargetHealthTone(a)) - gravity.indexOf(toTargetHealthTone(b)),
  );
}
