import { describe, expect, it } from "vitest";
import { indexFacts } from "#lib/report/fact-index.ts";
import {
  idA,
  makeActivity,
  makeDeployment,
  makeDeploymentTarget,
  makeFacts,
  minutesAgo,
} from "#lib/testing/facts.ts";

describe("indexFacts", () => {
  it("sorts deployments newest first, one without a creation time in front, equals by id", () => {
    const index = indexFacts(
      makeFacts({
        deployment: [
          makeDeployment({ id: "d-old", createTime: minutesAgo(9) }),
          makeDeployment({ id: "d-b", createTime: minutesAgo(1) }),
          makeDeployment({ id: "d-a", createTime: minutesAgo(1) }),
          makeDeployment({ id: "d-unknown", createTime: undefined }),
        ],
      }),
    );
    expect(index.deployments.map(({ value }) => value.id)).toEqual(["d-unknown", "d-a", "d-b", "d-old"]);
  });

  it("decodes activities, newest first, and finds those of an instance", () => {
    const index = indexFacts(
      makeFacts({
        "scaling-activity": [
          makeActivity({ id: "1", startTime: minutesAgo(9) }),
          makeActivity({
            id: "2",
            startTime: minutesAgo(1),
            description: `Terminating EC2 instance: ${idA}`,
          }),
          makeActivity({
            id: "3",
            startTime: minutesAgo(2),
            description: "Launching a new EC2 instance.  Status Reason: none left",
          }),
        ],
      }),
    );
    expect(index.activities.map(({ revision }) => revision.value.id)).toEqual(["2", "3", "1"]);
    expect(index.activitiesOf.get(idA)?.map(({ meaning }) => meaning.kind)).toEqual(["terminate", "launch"]);
  });

  it("groups targets by deployment", () => {
    const index = indexFacts(
      makeFacts({
        "deployment-target": [
          makeDeploymentTarget({ deploymentId: "d-1" }),
          makeDeploymentTarget({ deploymentId: "d-2" }),
        ],
      }),
    );
    expect([...index.targetsOfDeployment.keys()]).toEqual(["d-1", "d-2"]);
  });

  it("has no group where none was read", () => {
    expect(indexFacts(makeFacts()).group).toBeUndefined();
  });
});
