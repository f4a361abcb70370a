import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const stoppedTarget = defineStory({
  id: "stopped-target",
  title: "A deployment group of tagged instances, one of which is stopped: the release waits for it.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "wiki", group: "prod-wiki" };
    const launchTemplate = build.launchTemplate("lt-prod-wiki");
    const tags = [{ key: "Role", value: "wiki" }];
    const [first] = [1, 2, 3].map(() => build.instance({ launchTemplate, tags }));
    build.deploymentGroup(group, {
      revision: "r1",
      tagFilters: [{ Key: "Role", Value: "wiki", Type: "KEY_AND_VALUE" }],
    });
    minutesAgo(30, () => first !== undefined && operator.stopInstances([first.id]));
    minutesAgo(3, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
