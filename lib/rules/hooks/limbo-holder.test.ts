import { describe, expect, it } from "vitest";
import { toGhosts } from "#lib/rules/ghosts.ts";
import { findHeldGhost } from "#lib/rules/hooks/limbo-holder.ts";
import type { LiveLoop } from "#lib/rules/hooks/live-loops.ts";
import {
  idA,
  idB,
  idC,
  makeDeployment,
  makeDeploymentTarget,
  makeMember,
  makeTerminated,
  minutesAgo,
} from "#lib/testing/facts.ts";

const lap = { autoScalingGroup: "asg-prod-api", from: minutesAgo(30), events: "never-started" } as const;
const loop: LiveLoop = {
  autoScalingGroup: "asg-prod-api",
  since: minutesAgo(30),
  laps: [{ ...lap, number: 1, instanceId: idB }],
  ended: [],
};

/** What holds each of the instances, all of them terminated. */
type Holds = Readonly<Record<string, { readonly creator?: string; readonly group?: string }>>;

function find(holds: Holds) {
  const entries = Object.entries(holds);
  const ghosts = toGhosts({
    instance: entries.map(([id]) => makeTerminated({ id })),
    member: entries.flatMap(([instanceId, { group }]) =>
      group === undefined ? [] : [makeMember({ instanceId, group })],
    ),
    deployment: entries.map(([id, { creator }]) => makeDeployment({ id: `d-${id}`, creator })),
    "deployment-target": entries.flatMap(([targetId, { creator }]) =>
      creator === undefined ? [] : [makeDeploymentTarget({ deploymentId: `d-${targetId}`, targetId })],
    ),
  });
  const held = findHeldGhost(ghosts, loop);
  return held === undefined ? undefined : [held.ghost.instanceId, held.holder.kind];
}

const group = "asg-prod-api";

describe("findHeldGhost", () => {
  it.each<[string, Holds, readonly string[] | undefined]>([
    ["no ghost", {}, undefined],
    ["a person's deployment", { [idA]: { creator: "user" } }, [idA, "fleet"]],
    ["a rollback", { [idA]: { creator: "codeDeployRollback" } }, [idA, "fleet"]],
    ["a creator that is not known yet", { [idA]: { creator: "CodeDeployDreams" } }, [idA, "fleet"]],
    ["a scale-out's deployment", { [idA]: { creator: "autoscaling" } }, [idA, "launch"]],
    ["a termination's deployment", { [idA]: { creator: "autoscalingTermination" } }, undefined],
    ["the group's list", { [idA]: { group } }, [idA, "member"]],
    ["another group's list", { [idA]: { group: "asg-other" } }, undefined],
    ["the list and a fleet deployment", { [idA]: { group, creator: "user" } }, [idA, "fleet"]],
    ["a fleet deployment before a list", { [idA]: { group }, [idC]: { creator: "user" } }, [idC, "fleet"]],
    [
      "a fleet deployment before a scale-out's",
      { [idA]: { creator: "autoscaling" }, [idC]: { creator: "user" } },
      [idC, "fleet"],
    ],
    [
      "a stranger before one of the loop's own",
      { [idB]: { creator: "user" }, [idA]: { group } },
      [idA, "member"],
    ],
    ["one of the loop's own, if there is no other", { [idB]: { creator: "autoscaling" } }, [idB, "launch"]],
  ])("%s", (_case, holds, expected) => {
    expect(find(holds)).toEqual(expected);
  });
});
