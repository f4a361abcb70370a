import { ListApplications$, type ListApplicationsCommand } from "@aws-sdk/client-codedeploy";
import { toInvalidToken } from "#lib/simulator/handlers/codedeploy/failures.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { toPage } from "#lib/simulator/handlers/page.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";

const listApplications = defineOperation<ListApplicationsCommand, SimContext>(
  ListApplications$,
  (input, context) => {
    const page = toPage(
      [...context.region.applications.keys()],
      {
        operation: "ListApplications",
        token: input.nextToken,
        keyOf: (name) => name,
        invalidToken: toInvalidToken,
      },
      context,
    );
    return { applications: [...page.items], nextToken: page.next };
  },
);

export const applicationOperations = [listApplications];
