import { expect, test } from "#e2e/fixtures.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

const application = "check out/eu";
const group = "100% live & <b>bold</b>";
/** Which a browser takes for directories. */
const dots = { application: "..", group: "." };

/** AWS allows any character in the names of applications and deployment groups. */
const oddNames = defineStory({
  id: "odd-names",
  region: "us-east-1",
  title: "An application and a deployment group whose names hold slashes, blanks, percent signs and markup.",
  play({ build }) {
    for (const [index, scope] of [{ application, group }, dots].entries()) {
      build.service(scope, {
        desired: 2,
        autoScalingGroupName: `asg-odd-${index}`,
        targetGroupName: `tg-odd-${index}`,
      });
    }
  },
});

test.use({ account: { stories: [oddNames] } });

test("names with slashes, blanks, percent signs and markup have links that work, and are shown as text", async ({
  page,
  request,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: `${application} / ${group}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(group);
  await expect(page.getByRole("main")).toContainText("2 of 2 in service");
  const link = page.url();
  await page.goto(link);
  await expect(page.getByRole("main")).toContainText("2 of 2 in service");
  const path = ["123456789012", "us-east-1", application, group].map(encodeURIComponent).join("/");
  const answer = await request.get(`/api/groups/${path}/report`);
  expect(await answer.json()).toMatchObject({ version: 1, scope: { application, group } });
});

test("names that are a dot or two have links that work", async ({ page, request }) => {
  await page.goto("/");
  await page.getByRole("link", { name: ".. / .", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(".. / .");
  await page.reload();
  await expect(page.getByRole("main")).toContainText("2 of 2 in service");
  const answer = await request.get(`/api${new URL(page.url()).pathname}/report`);
  expect(await answer.json()).toMatchObject({ version: 1, scope: dots });
});
