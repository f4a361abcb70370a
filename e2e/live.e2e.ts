import { expect, test } from "#e2e/fixtures.ts";
import { recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import { operate } from "#lib/simulator/world/operate.ts";

test.use({ stories: [recursiveLimbo] });

const group = { application: "api", group: "prod-api" };

test("a stopped launch shows as the next lap without a reload", async ({ page, ghostline }) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText("Lap 3 of a loop");
  const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
  for (const deployment of operator.activeDeployments(group, "autoscaling"))
    operator.stopDeployment(deployment.id);
  await expect(answer).toContainText("Lap 4 of a loop", { timeout: 45_000 });
});

test("releasing the ghost ends the loop, and the page says so without a reload", async ({
  page,
  ghostline,
}) => {
  await page.goto("/groups/123456789012/us-east-1/api/prod-api");
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText("waits for i-");
  const operator = operate(ghostline.world, simulatedAccount, "us-east-1");
  const ghost = ghostline.world
    .region(simulatedAccount, "us-east-1")
    .autoScalingGroups.get("asg-prod-api")
    ?.members.find((member) => member.lifecycleState === "Detaching");
  operator.terminateInstanceInAutoScalingGroup({ instanceId: ghost?.instanceId ?? "", capacity: "replace" });
  await expect(answer).not.toContainText(`waits for ${ghost?.instanceId}`, { timeout: 45_000 });
});
