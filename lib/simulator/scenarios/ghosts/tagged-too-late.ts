import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const taggedTooLate = defineStory({
  id: "tagged-too-late",
  title: "An instance got the tag of the deployment group just after a release had chosen its targets.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "badge", group: "prod-badge" };
    const launchTemplate = build.launchTemplate("lt-badge");
    build.deploymentGroup(group, {
      revision: "r1",
      tagFilters: [{ Key: "Role", Value: "badge", Type: "KEY_AND_VALUE" }],
    });
    build.instance({ launchTemplate, tags: [{ key: "Role", value: "badge" }] });
    const late = build.instance({ launchTemplate, tags: [{ key: "Role", value: "spare" }] });
    minutesAgo(18, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(17.5, () => operator.createTags(late.id, [{ key: "Role", value: "badge" }]));
  },
});
