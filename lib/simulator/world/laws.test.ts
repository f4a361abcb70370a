import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "#lib/domain/time.ts";
import { type Lab, makeLab } from "#lib/simulator/testing/make-lab.ts";
import { doRandomStep, likelyActionNames, randomActionNames } from "#lib/simulator/testing/random-actions.ts";
import type { Signal, SignalOf } from "#lib/simulator/world/signal.ts";

/** Reference part 2.2, and the exceptions with their reasons. `` is outside the group. */
const lifecycleGraph: Readonly<Record<string, readonly string[]>> = {
  "": ["Pending", "Warmed:Pending"],
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
  // → Terminating: as for Pending.
  "Warmed:Pending": ["Warmed:Pending:Wait", "Warmed:Stopped", "Warmed:Running", "Terminating"],
  "Warmed:Pending:Wait": ["Warmed:Pending:Proceed", "Terminating"],
  "Warmed:Pending:Proceed": ["Warmed:Stopped", "Warmed:Running", "Terminating"],
  // → Terminating: the group was deleted.
  "Warmed:Stopped": ["Pending", "Terminating"],
  "Warmed:Running": ["Pending", "Terminating"],
  Detaching: ["Detached"],
  Detached: [""],
};

const instanceGraph: Readonly<Record<string, readonly string[]>> = {
  "": ["pending"],
  pending: ["running", "shutting-down"],
  running: ["stopping", "shutting-down"],
  // → pending: started while it was still stopping.
  stopping: ["stopped", "pending", "shutting-down"],
  stopped: ["pending", "shutting-down"],
  "shutting-down": ["terminated"],
  terminated: ["forgotten"],
};

type Witnessed = { readonly at: Instant; readonly signal: Signal };

const stepArbitrary = fc.record({
  action: fc.oneof(fc.constantFrom(...likelyActionNames), fc.constantFrom(...randomActionNames)),
  choice: fc.nat(59),
  waitSeconds: fc.oneof(fc.nat(90), fc.nat(90), fc.nat(900), fc.nat(7200)),
});
const lifeArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  steady: fc.boolean(),
  steps: fc.array(stepArbitrary, { minLength: 1, maxLength: 40, size: "max" }),
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

function live(life: Life, watch?: (lab: Lab) => void): { lab: Lab; witnessed: readonly Witnessed[] } {
  const lab = buildLab(life);
  const witnessed: Witnessed[] = [];
  lab.world.onTransition((signal) => witnessed.push({ at: lab.world.now(), signal }));
  watch?.(lab);
  if (life.steady) lab.forward(600);
  for (const step of life.steps) doRandomStep(lab, step);
  lab.forward(3 * 3600);
  return { lab, witnessed };
}

function pick<Kind extends Signal["kind"]>(witnessed: readonly Witnessed[], kind: Kind): SignalOf<Kind>[] {
  return witnessed
    .map(({ signal }) => signal)
    .filter((signal): signal is SignalOf<Kind> => signal.kind === kind);
}

type Law = {
  /** Looks in at every change. */
  readonly during?: (lab: Lab, signal: Signal) => void;
  /** Is told everything when a life is over. */
  readonly after?: (lab: Lab, witnessed: readonly Witnessed[]) => void;
};

/** Lives many random lives, each under a law of its own. */
function holds(makeLaw: () => Law): void {
  fc.assert(
    fc.property(lifeArbitrary, (life) => {
      const law = makeLaw();
      const { lab, witnessed } = live(life, (living) =>
        living.world.onTransition((signal) => law.during?.(living, signal)),
      );
      law.after?.(lab, witnessed);
    }),
    { numRuns: 25, seed: 20260131 },
  );
}

describe("whatever is done to the world", () => {
  it("members and instances move along their graphs only, and each step starts where the last one ended", () => {
    holds(() => ({
      after(_lab, witnessed) {
        const states = new Map<string, string>();
        for (const { instanceId, from = "", to = "" } of pick(witnessed, "member")) {
          expect(lifecycleGraph[from] ?? [], `${instanceId}: ${from} → ${to}`).toContain(to);
          expect(states.get(instanceId) ?? "").toBe(from);
          states.set(instanceId, to);
        }
        for (const { instanceId, from = "", to } of pick(witnessed, "instance")) {
          expect(instanceGraph[from] ?? [], `${instanceId}: ${from} → ${to}`).toContain(to);
        }
      },
    }));
  });

  it("nothing is launched above the desired capacity", () => {
    holds(() => ({
      during(lab, signal) {
        if (signal.kind !== "member" || signal.from !== undefined) return;
        const group = lab.group(signal.group);
        const counted = group.members.filter(
          ({ lifecycleState }) => lifecycleState === "InService" || lifecycleState.startsWith("Pending"),
        );
        expect(counted.length).toBeLessThanOrEqual(group.desiredCapacity);
        expect(group.desiredCapacity).toBeLessThanOrEqual(group.maxSize);
        expect(group.desiredCapacity).toBeGreaterThanOrEqual(group.minSize);
      },
    }));
  });

  it("an activity ends at most once, and what is final stays as it is", () => {
    const finals = ["Successful", "Failed", "Cancelled"];
    holds(() => {
      const ended = new Map<string, string>();
      return {
        during(lab, signal) {
          if (signal.kind !== "activity" || !finals.includes(signal.to)) return;
          const activity = lab.group(signal.group).activities.find(({ id }) => id === signal.id);
          ended.set(signal.id, JSON.stringify(activity));
        },
        after(lab, witnessed) {
          for (const { from = "" } of pick(witnessed, "activity")) expect(finals).not.toContain(from);
          for (const group of lab.state.autoScalingGroups.values()) {
            for (const activity of group.activities) {
              const final = finals.includes(activity.statusCode);
              expect(activity.endTime !== undefined).toBe(final);
              expect(activity.statusMessage?.length ?? 0).toBeLessThanOrEqual(255);
              if (final) expect(JSON.stringify(activity)).toBe(ended.get(activity.id));
            }
          }
        },
      };
    });
  });

  it("deployments and targets never leave a final status, targets are frozen, and a group has one fleet deployment at a time", () => {
    const listIds = (lab: Lab, id: string) =>
      JSON.stringify(lab.deployment(id).targets?.map((target) => target.instanceId));
    holds(() => {
      const frozen = new Map<string, string>();
      return {
        during(lab, signal) {
          if (signal.kind !== "deployment" || signal.to !== "InProgress") return;
          frozen.set(signal.deploymentId, listIds(lab, signal.deploymentId));
          const { application, group } = lab.deployment(signal.deploymentId);
          const fleets = lab.ops
            .activeDeployments({ application, group })
            .filter(({ creator, status }) => !creator.startsWith("autoscaling") && status === "InProgress");
          expect(fleets.length).toBeLessThanOrEqual(1);
        },
        after(lab, witnessed) {
          for (const { from, to } of pick(witnessed, "deployment")) {
            expect(["Succeeded", "Failed", "Stopped"], `→ ${to}`).not.toContain(from);
          }
          for (const { from, to } of pick(witnessed, "deployment-target")) {
            expect(["Succeeded", "Failed", "Skipped", "Unknown"], `→ ${to}`).not.toContain(from);
          }
          for (const [id, ids] of frozen) expect(listIds(lab, id)).toBe(ids);
        },
      };
    });
  });

  it("no lifecycle event starts before the one before it has succeeded, and none outlives its hour", () => {
    holds(() => ({
      after(lab) {
        const targets = [...lab.state.deployments.values()].flatMap((deployment) => deployment.targets ?? []);
        for (const { events } of targets) {
          events.forEach(({ startTime, endTime }, index) => {
            if (startTime === undefined) return;
            expect((endTime ?? startTime) - startTime).toBeLessThanOrEqual(3_600_000);
            const before = events[index - 1];
            if (before === undefined) return;
            expect(before.status).toBe("Succeeded");
            expect(startTime).toBeGreaterThanOrEqual(before.endTime ?? Number.POSITIVE_INFINITY);
          });
        }
      },
    }));
  });

  it("every hook wait ends by its deadline, and only a waiting member has any", () => {
    holds(() => {
      const broken: string[] = [];
      return {
        during(lab, signal) {
          for (const { members } of lab.state.autoScalingGroups.values()) {
            for (const { instanceId, lifecycleState, waits } of members) {
              if (waits.length > 0 && !lifecycleState.endsWith(":Wait"))
                broken.push(`${instanceId} waits in ${lifecycleState}`);
              for (const { heartbeatDeadline, globalDeadline, result } of waits) {
                const late = result === undefined && lab.world.now() > heartbeatDeadline;
                if (late || heartbeatDeadline > globalDeadline)
                  broken.push(`${instanceId} at ${signal.kind}`);
              }
            }
          }
        },
        after: () => expect(broken).toEqual([]),
      };
    });
  });

  it("ids are unique, an instance is a member once and a target once, and time never goes back", () => {
    holds(() => ({
      after(lab, witnessed) {
        const ids = [
          ...pick(witnessed, "instance").flatMap(({ from, instanceId }) =>
            from === undefined ? [instanceId] : [],
          ),
          ...pick(witnessed, "activity").flatMap(({ from, id }) => (from === undefined ? [id] : [])),
          ...pick(witnessed, "deployment").flatMap(({ to, deploymentId }) =>
            to === "Created" ? [deploymentId] : [],
          ),
          ...pick(witnessed, "lifecycle-action").map(({ token }) => token),
        ];
        expect(new Set(ids).size).toBe(ids.length);
        const rows = [
          [...lab.state.autoScalingGroups.values()].flatMap(({ members }) => members),
          ...[...lab.state.targetGroups.values()].map(({ targets }) => targets),
        ];
        for (const row of rows) {
          expect(new Set<string>(row.map(({ instanceId }) => instanceId)).size).toBe(row.length);
        }
        const times = witnessed.map(({ at }) => at);
        expect(times.toSorted((left, right) => left - right)).toEqual(times);
      },
    }));
  });

  it("the same seed gives the same world, another seed another", () => {
    const asText = (_key: string, value: unknown) => (value instanceof Map ? [...value] : value);
    const retell = (life: Life) => {
      const { lab, witnessed } = live(life);
      return JSON.stringify([witnessed, lab.state], asText);
    };
    fc.assert(
      fc.property(lifeArbitrary, (life) => {
        const told = retell(life);
        expect(retell(life)).toBe(told);
        expect(retell({ ...life, seed: life.seed + 1 })).not.toBe(told);
      }),
      { numRuns: 15, seed: 7 },
    );
  });
});
