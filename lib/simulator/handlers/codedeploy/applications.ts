import { ListApplications$, type ListApplicationsCommand } from "@aws-sdk/client-codedeploy";
import { toKeyPage } from "#lib/simulator/handlers/codedeploy/key-page.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";

const listApplications = defineOperation<ListApplicationsCommand, SimContext>(
  ListApplications$,
  (input, context) => {
    const page = toKeyPage(
      [...context.region.applications.keys()],
      { operation: "ListApplications", token: input.nextToken },
      context,
    );
    return { applications: [...page.items], nextToken: page.next };
  },
);

export const applicationOperations = [listApplications];
