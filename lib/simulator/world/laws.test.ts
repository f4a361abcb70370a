import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "#lib/domain/time.ts";
import { type Lab, makeLab } from "#lib/simulator/world/make-lab.ts";
import { doRandomStep, randomActionNames } from "#lib/simulator/world/random-actions.ts";
import type { Signal, SignalOf } from "#lib/simulator/world/signal.ts";

/** Reference part 2.2, and the exceptions with their reasons. `` is outside the group. */
const lifecycleGraph: Readonly<Record<string, readonly string[]>> = {
  "": ["Pending"],
  // → Terminating: the instance died, or the operator ended it, or the group was deleted, before it was in service.
  Pending: ["Pending:Wait", "InService", "Terminating"],
  "Pending:Wait": ["Pending:Proceed", "Terminating"],
  // → Terminating: as for Pending.
  "Pending:Proceed": ["InService", "Terminating"],
  InService: ["Terminating", "EnteringStandby", "Detaching"],
  // → Terminating: the group was deleted by force.
  EnteringStandby: ["Standby", "Terminating"],
  // → Terminating: TerminateInstanceInAutoScalingGroup takes Standby members too.
  Standby: ["Pending", "Detaching", "Terminating"],
  // → Terminated at once: no termination hook.
  Terminating: ["Terminating:Wait", "Terminated"],
  "Terminating:Wait": ["Terminating:Proceed"],
  "Terminating:Proceed": ["Terminated"],
  Terminated: [""],
  Detaching: ["Detached"],
  Detached: [""],
};

const instanceGraph: Readonly<Record<string, readonly string[]>> = {
  "": ["pending"],
  pending: ["running", "shutting-down"],
  running: ["stopping", "shutting-down"],
  stopping: ["stopped", "shutting-down"],
  stopped: ["shutting-down"],
  "shutting-down": ["terminated"],
  terminated: ["forgotten"],
};

type Witnessed = { readonly at: Instant; readonly signal: Signal };

const stepArbitrary = fc.record({
  action: fc.constantFrom(...randomActionNames),
  choice: fc.nat(59),
  waitSeconds: fc.oneof(fc.nat(90), fc.nat(90), fc.nat(900), fc.nat(7200)),
});
const lifeArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  steps: fc.array(stepArbitrary, { minLength: 1, maxLength: 40 }),
  queued: fc.boolean(),
  goneTarget: fc.constantFrom("invalid-state" as const, "removed" as const),
  logged: fc.boolean(),
});
type Life = typeof lifeArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** Three deployment groups on two Auto Scaling groups: one balanced and twice deployed to, one plain with termination hooks. */
function buildLab(life: Life): Lab {
  const lab = makeLab({
    seed: life.seed,
    parameters: {
      secondFleetDeployment: life.queued ? "queued" : "refused",
      goneTarget: life.goneTarget,
      abandonedLaunchLogsTerminatingActivity: life.logged,
      abandonedLaunchRunsTerminationHooks: life.logged,
    },
  });
  const api = lab.build.service({ application: "api", group: "prod-api" });
  lab.build.deploymentGroup(
    { application: "agent", group: "sidecar" },
    { autoScalingGroups: [api.autoScalingGroup], revision: "r1", autoRollback: true },
  );
  lab.build.service(
    { application: "jobs", group: "workers" },
    {
      balanced: false,
      desired: 2,
      deploymentGroup: { terminationHookEnabled: true, autoRollback: true },
      autoScalingGroup: { healthCheckType: "ELB" },
    },
  );
  return lab;
}

function live(life: Life, watch: (lab: Lab, witnessed: Witnessed[]) => void): void {
  const lab = buildLab(life);
  const witnessed: Witnessed[] = [];
  lab.world.onTransition((signal) => witnessed.push({ at: lab.world.now(), signal }));
  watch(lab, witnessed);
  for (const step of life.steps) doRandomStep(lab, step);
  lab.forward(3 * 3600);
}

function pick<Kind extends Signal["kind"]>(witnessed: readonly Witnessed[], kind: Kind): SignalOf<Kind>[] {
  return witnessed.map(({ signal }) => signal).filter((signal): signal is SignalOf<Kind> => signal.kind === kind);
}

/** Lives many random lives; the law is told of each when it is over, and may look in after every change. */
function holds(
  law: (lab: Lab, witnessed: readonly Witnessed[]) => void,
  onChange?: (lab: Lab, signal: Signal) => void,
): void {
  fc.assert(
    fc.property(lifeArbitrary, (life) => {
      let seen: { lab: Lab; witnessed: Witnessed[] } | undefined;
      live(life, (lab, witnessed) => {
        seen = { lab, witnessed };
        if (onChange !== undefined) lab.world.onTransition((signal) => onChange(lab, signal));
      });
      if (seen !== undefined) law(seen.lab, seen.witnessed);
    }),
    { numRuns: 40, seed: 20260131 },
  );
}

describe("whatever is done to the world", () => {
  it("members and instances move along their graphs only, and each step starts where the last one ended", () => {
    holds((_lab, witnessed) => {
      const state = new Map<string, string>();
      for (const signal of [...pick(witnessed, "member")]) {
        const { instanceId, from = "", to = "" } = signal;
        expect(lifecycleGraph[from] ?? [], `${instanceId}: ${from} → ${to}`).toContain(to);
        expect(state.get(instanceId) ?? "").toBe(from);
        state.set(instanceId, to);
      }
      for (const { instanceId, from = "", to } of pick(witnessed, "instance")) {
        expect(instanceGraph[from] ?? [], `${instanceId}: ${from} → ${to}`).toContain(to);
      }
    });
  });

  it("nothing is launched above the desired capacity", () => {
    holds(
      () => undefined,
      (lab, signal) => {
        if (signal.kind !== "member" || signal.from !== undefined) return;
        const group = lab.group(signal.group);
        const counted = group.members.filter(
          ({ lifecycleState }) => lifecycleState === "InService" || lifecycleState.startsWith("Pending"),
        );
        expect(counted.length).toBeLessThanOrEqual(group.desiredCapacity);
        expect(group.desiredCapacity).toBeLessThanOrEqual(group.maxSize);
        expect(group.desiredCapacity).toBeGreaterThanOrEqual(group.minSize);
      },
    );
  });

  it("an activity ends at most once, and what is final stays as it is", () => {
    const finals = ["Successful", "Failed", "Cancelled"];
    const ended = new Map<string, string>();
    holds(
      (lab, witnessed) => {
        for (const { id, from } of pick(witnessed, "activity")) {
          if (from !== undefined) expect(finals, id).not.toContain(from);
        }
        for (const group of lab.state.autoScalingGroups.values()) {
          for (const activity of group.activities) {
            const final = finals.includes(activity.statusCode);
            expect(activity.endTime !== undefined).toBe(final);
            expect(activity.statusMessage?.length ?? 0).toBeLessThanOrEqual(255);
            if (final) expect(JSON.stringify(activity)).toBe(ended.get(activity.id));
          }
        }
      },
      (lab, signal) => {
        if (signal.kind !== "activity" || !finals.includes(signal.to)) return;
        const activity = lab.group(signal.group).activities.find(({ id }) => id === signal.id);
        ended.set(signal.id, JSON.stringify(activity));
      },
    );
  });

  it("deployments and targets never leave a final status, targets are frozen, and a group has one fleet deployment at a time", () => {
    const frozen = new Map<string, string>();
    const listIds = (lab: Lab, id: string) =>
      JSON.stringify(lab.deployment(id).targets?.map((target) => target.instanceId));
    holds(
      (lab, witnessed) => {
        for (const { from, to } of pick(witnessed, "deployment")) {
          expect(["Succeeded", "Failed", "Stopped"], `→ ${to}`).not.toContain(from);
        }
        for (const { from, to } of pick(witnessed, "deployment-target")) {
          expect(["Succeeded", "Failed", "Skipped"], `→ ${to}`).not.toContain(from);
        }
        for (const deployment of lab.state.deployments.values()) {
          if (frozen.has(deployment.id)) expect(listIds(lab, deployment.id)).toBe(frozen.get(deployment.id));
        }
      },
      (lab, signal) => {
        if (signal.kind !== "deployment" || signal.to !== "InProgress") return;
        frozen.set(signal.deploymentId, listIds(lab, signal.deploymentId));
        const { application, group } = lab.deployment(signal.deploymentId);
        const fleets = lab.ops
          .activeDeployments({ application, group })
          .filter(({ creator, status }) => !creator.startsWith("autoscaling") && status === "InProgress");
        expect(fleets.length).toBeLessThanOrEqual(1);
      },
    );
  });

  it("no lifecycle event starts before the one before it has succeeded, and none outlives its hour", () => {
    holds((lab) => {
      for (const deployment of lab.state.deployments.values()) {
        for (const target of deployment.targets ?? []) {
          target.events.forEach((event, index) => {
            const before = target.events[index - 1];
            if (event.startTime === undefined || before === undefined) return;
            expect(before.status).toBe("Succeeded");
            expect(event.startTime).toBeGreaterThanOrEqual(before.endTime ?? Number.POSITIVE_INFINITY);
          });
          for (const { startTime, endTime } of target.events) {
            if (startTime !== undefined && endTime !== undefined) {
              expect(endTime - startTime).toBeLessThanOrEqual(3_600_000);
            }
          }
        }
      }
    });
  });

  it("every hook wait ends by its deadline", () => {
    holds(
      () => undefined,
      (lab) => {
        for (const group of lab.state.autoScalingGroups.values()) {
          for (const member of group.members) {
            if (!member.lifecycleState.endsWith(":Wait")) expect(member.waits).toEqual([]);
            for (const wait of member.waits) {
              expect(wait.heartbeatDeadline).toBeLessThanOrEqual(wait.globalDeadline);
              if (wait.result === undefined) expect(lab.world.now()).toBeLessThanOrEqual(wait.heartbeatDeadline);
            }
          }
        }
      },
    );
  });

  it("ids are unique, an instance is a member once and a target once, and time never goes back", () => {
    holds((lab, witnessed) => {
      const ids = [
        ...pick(witnessed, "instance").filter(({ to }) => to === "pending").map(({ instanceId }) => instanceId),
        ...pick(witnessed, "activity").filter(({ from }) => from === undefined).map(({ id }) => id),
        ...pick(witnessed, "deployment").filter(({ to }) => to === "Created").map(({ deploymentId }) => deploymentId),
        ...pick(witnessed, "lifecycle-action").map(({ token }) => token),
      ];
      expect(new Set(ids).size).toBe(ids.length);
      const memberIds = [...lab.state.autoScalingGroups.values()].flatMap(({ members }) => members.map(({ instanceId }) => instanceId));
      expect(new Set(memberIds).size).toBe(memberIds.length);
      for (const { targets } of lab.state.targetGroups.values()) {
        expect(new Set(targets.map(({ instanceId }) => instanceId)).size).toBe(targets.length);
      }
      witnessed.forEach(({ at }, index) => {
        expect(at).toBeGreaterThanOrEqual(witnessed[index - 1]?.at ?? at);
      });
    });
  });

  it("the same seed gives the same world", () => {
    fc.assert(
      fc.property(lifeArbitrary, (life) => {
        const [first, second] = [0, 1].map(() => {
          let lived: { lab: Lab; witnessed: Witnessed[] } | undefined;
          live(life, (lab, witnessed) => {
            lived = { lab, witnessed };
          });
          const asText = (_key: string, value: unknown) => (value instanceof Map ? [...value] : value);
          return JSON.stringify([lived?.witnessed, lived?.lab.state], asText);
        });
        expect(second).toBe(first);
      }),
      { numRuns: 15, seed: 7 },
    );
  });
});
