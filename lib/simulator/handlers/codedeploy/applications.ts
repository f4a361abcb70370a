import { ListApplicationsCommand } from "@aws-sdk/client-codedeploy";
import { toKeyPage } from "#lib/simulator/handlers/codedeploy/key-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";

export const listApplications = defineOperation(ListApplicationsCommand, (input, context) => {
  const page = toKeyPage(
    [...context.region.applications.keys()],
    { operation: "ListApplications", token: input.nextToken },
    context,
  );
  return { applications: [...page.items], nextToken: page.next };
});
