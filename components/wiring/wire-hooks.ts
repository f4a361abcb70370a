import { listUnread } from "#components/group/unread.ts";
import type { EdgeState, Wiring, WiringEdge, WiringNode } from "#components/wiring/wiring.ts";
import { toAutoScalingGroupId, toHookId } from "#components/wiring/wiring-ids.ts";
import type { HookView, Report, Tone } from "#lib/report/schema.ts";

/** The lifecycle hooks between the Auto Scaling groups and their instances, and the launch hook that is not there. */
export function wireHooks(report: Report): Wiring {
  const hooks = report.hooks.map(wireHook);
  const absent = listUnread(report, "hooks").length > 0 ? [] : listWithoutHook(report).map(wireAbsentHook);
  const wires = [...hooks, ...absent];
  return { nodes: wires.map(({ node }) => node), edges: wires.map(({ edge }) => edge) };
}

type Wire = { readonly node: WiringNode; readonly edge: WiringEdge };

type Owned = { readonly tone: Tone; readonly state: EdgeState; readonly words: string };

const owners = {
  "this-group": { tone: "good", state: "whole", words: "this group's" },
  "other-group": { tone: "waiting", state: "waiting", words: "another group's" },
  orphan: { tone: "bad", state: "broken", words: "nobody's" },
  foreign: { tone: "idle", state: "whole", words: "not CodeDeploy's" },
  unknown: { tone: "unknown", state: "not-read", words: "owner not known" },
} as const satisfies Record<HookView["owner"], Owned>;

function wireHook(hook: HookView): Wire {
  const { owner, waits } = hook;
  const held = waits.length === 0 ? "" : `, holds ${waits.length}`;
  const { tone, state, words } = owners[owner];
  const sentence = toOwnerSentence(hook);
  return {
    node: {
      id: toHookId(hook),
      column: "hook",
      what: toHookKind(hook),
      name: hook.name,
      state: `${words}${held}`,
      tone: owner === "this-group" && waits.length > 0 ? "waiting" : tone,
      presence: "there",
    },
    edge: {
      from: toAutoScalingGroupId(hook.autoScalingGroup),
      to: toHookId(hook),
      state,
      label: "",
      ...(sentence !== undefined && { sentence }),
    },
  };
}

function toOwnerSentence({ owner, ownerText, name, autoScalingGroup }: HookView): string | undefined {
  if (owner === "orphan") {
    return `The hook ${name} of ${autoScalingGroup} belongs to no deployment group any more: whatever it holds waits until its heartbeat runs out.`;
  }
  if (owner === "other-group") return `The hook ${name} of ${autoScalingGroup} is ${ownerText}.`;
  return undefined;
}

function toHookKind({ transition }: HookView): string {
  if (transition.endsWith("EC2_INSTANCE_LAUNCHING")) return "Launch hook";
  return transition.endsWith("EC2_INSTANCE_TERMINATING") ? "Termination hook" : `Hook (${transition})`;
}

/** CodeDeploy hears of a launch by its hook alone. */
function listWithoutHook({ configuration, autoScalingGroups, hooks }: Report): readonly string[] {
  if (!configuration.known) return [];
  const hooked = new Set(
    hooks
      .filter(({ owner, transition }) => owner === "this-group" && transition.endsWith("LAUNCHING"))
      .map(({ autoScalingGroup }) => autoScalingGroup),
  );
  // Where a hook's owner is not known, it may be the one.
  for (const hook of hooks) if (hook.owner === "unknown") hooked.add(hook.autoScalingGroup);
  const existing = new Set(autoScalingGroups.map(({ name }) => name));
  return configuration.autoScalingGroups.filter((name) => existing.has(name) && !hooked.has(name));
}

function wireAbsentHook(autoScalingGroup: string): Wire {
  const id = `no-hook:${autoScalingGroup}`;
  const sentence = `${autoScalingGroup} has no launch hook of this deployment group: CodeDeploy does not hear of the instances it launches.`;
  return {
    node: {
      id,
      column: "hook",
      what: "Launch hook",
      name: "none of this group's",
      state: "missing",
      tone: "bad",
      presence: "missing",
    },
    edge: {
      from: toAutoScalingGroupId(autoScalingGroup),
      to: id,
      state: "broken",
      label: "",
      sentence,
    },
  };
}
