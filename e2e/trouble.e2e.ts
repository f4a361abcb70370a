import { expect, test } from "#e2e/fixtures.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";

const groupPage = "/groups/123456789012/us-east-1/api/prod-api";
test.use({ account: { stories: [recursiveLimbo] } });

test.describe("EC2 denied", () => {
  test.use({ own: { trouble: ({ faults }) => void faults.deny({ service: "ec2" }) } });

  test("says what is missing, cannot tell what it cannot tell, and shows everything else", async ({
    page,
  }) => {
    await page.goto(groupPage);
    const main = page.getByRole("main");
    await expect(main).toContainText("ec2:DescribeInstances");
    await expect(page.getByRole("region", { name: "Answer" })).not.toContainText(/nothing is waiting/i);
    await expect(main).toContainText(/cannot tell/i);
    await expect(main).toContainText("2 of 3 in service");
    await expect(main).toContainText("2 healthy");
    await page.goto("/");
    await expect(page.getByRole("row", { name: /prod-api/ })).toContainText(/EC2/);
  });
});

test.describe("target health denied", () => {
  test.use({ own: { trouble: ({ faults }) => void faults.deny({ service: "elasticloadbalancing" }) } });

  test("the ghost is still proved, and target health is not permitted rather than fine", async ({ page }) => {
    await page.goto(groupPage);
    await expect(page.getByRole("region", { name: "Answer" })).toContainText("which EC2 terminated");
    await expect(page.getByRole("main")).toContainText("elasticloadbalancing:DescribeTargetHealth");
    const instances = page.getByRole("region", { name: "Instances" });
    await expect(instances.getByRole("row", { name: /i-/ }).first()).toContainText("not known");
    await expect(instances).not.toContainText("not registered");
  });
});

for (const { name, trouble, says } of [
  { name: "throttled", trouble: "throttle", says: /throttl/i },
  {
    name: "answers garbage",
    trouble: "garble",
    says: /not an AWS answer|bad response|could not be understood|proxy/i,
  },
] as const) {
  test.describe(`Auto Scaling ${name}`, () => {
    test.use({
      own: {
        trouble({ faults }) {
          const target = { service: "autoscaling" } as const;
          if (trouble === "throttle") faults.throttle(target);
          else faults.garble(target, "html");
        },
      },
    });

    test("is said in its place, and CodeDeploy's part is still shown", async ({ page }) => {
      await page.goto(groupPage);
      const main = page.getByRole("main");
      await expect(main).toContainText(says);
      await expect(main).toContainText(/d-\w{9}/);
      await expect(main).toContainText("hooks not known");
      await expect(main.getByText("Not all of this could be read").first()).toBeVisible();
      await expect(page.getByRole("region", { name: "Answer" })).not.toContainText(/nothing is waiting/i);
    });
  });
}

test.describe("expired credentials", () => {
  test.use({
    own: { trouble: ({ faults }) => void faults.expire({}) },
    // The stream has nothing to tell of.
    console: { expected: [/503/] },
  });

  test("the fleet page says so and what to do", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("main")).toContainText(/expired/i);
    await expect(page.getByRole("main")).toContainText(/credentials/i);
  });
});

test.describe("no credentials at all", () => {
  test.use({
    console: { expected: [/503/] },
    own: {
      environment: {
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_CONFIG_FILE: "/nonexistent",
        AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
      },
    },
  });

  test("the fleet page says so and what to do", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("main")).toContainText(/credentials/i);
    await expect(page.getByRole("table")).toHaveCount(0);
  });
});

test.describe("an AWS without STS", () => {
  test.use({ own: { trouble: ({ faults }) => void faults.status({ service: "sts" }, 501) } });

  test("everything else is read, and the account is called unknown", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "api / prod-api" }).click();
    await expect(page).toHaveURL(/groups\/unknown\/us-east-1/);
    await expect(page.getByRole("region", { name: "Answer" })).toContainText("which EC2 terminated");
  });
});

test.describe("an endpoint nobody listens on", () => {
  test.use({ own: { environment: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" } } });

  test("the fleet page says AWS cannot be reached", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("main")).toContainText(/no connection could be made/i);
  });
});

test.describe("a wrong link", () => {
  test.use({ console: { expected: [/404|400/] } });

  test("an unknown group, account, page or time says what is wrong and leads back", async ({
    page,
    request,
  }) => {
    for (const { path, says } of [
      { path: "/groups/123456789012/us-east-1/api/prod-apu", says: "prod-apu" },
      { path: "/groups/999999999999/us-east-1/api/prod-api", says: "999999999999" },
      { path: `${groupPage}?at=yesterday`, says: "at=yesterday" },
      { path: `${groupPage}/deployments/d-NOTHERE00`, says: "d-NOTHERE00" },
      { path: "/nowhere", says: /no such page|not found|does not exist|There is no/i },
    ]) {
      await page.goto(path);
      await expect(page.getByRole("main")).toContainText(says);
      await expect(page.getByRole("link", { name: /fleet|groups|back/i }).first()).toBeVisible();
    }
    const answers = await Promise.all(
      [
        "/api/groups/123456789012/us-east-1/api/prod-apu/report",
        `/api${groupPage}/report?at=yesterday`,
        "/api/nothing",
      ].map((path) => request.get(path)),
    );
    expect(answers.map((answer) => answer.status())).toEqual([404, 400, 404]);
    for (const answer of answers)
      expect(await answer.json()).toMatchObject({ error: { code: /\w/, message: /\w/ } });
  });
});

test.describe("an account without deployment groups", () => {
  test.use({ account: { stories: [] } });

  test("says so, and where it looked", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("main")).toContainText(/no deployment groups/i);
    await expect(page.getByRole("main")).toContainText("us-east-1");
  });
});

test.describe("two regions' stories, one region read", () => {
  test.use({ account: { stories: [recursiveLimbo, quietGroups] }, own: {} });

  test("only the configured region is asked", async ({ page, ghostline }) => {
    await page.goto("/");
    await expect(page.getByRole("row", { name: /prod-api/ })).toBeVisible();
    const regions = new Set(ghostline.simulator.calls.recent().map((call) => call.region));
    expect([...regions]).toEqual(["us-east-1"]);
  });
});
