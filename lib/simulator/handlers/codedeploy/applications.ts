import { ListApplicationsCommand } from "@aws-sdk/client-codedeploy";
import { toKeyPage } from "#lib/simulator/handlers/codedeploy/key-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";

export const listApplications = defineOperation(ListApplicationsCommand, (input, context) => {
  const names = [...context.region.applications.keys()];
  const page = toKeyPage("ListApplications", names, { input, context });
  return { applications: [...page.items], nextToken: page.next };
});
