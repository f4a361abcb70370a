import {
  type ApplicationInfo,
  BatchGetApplications$,
  type BatchGetApplicationsCommand,
  GetApplication$,
  type GetApplicationCommand,
  ListApplications$,
  type ListApplicationsCommand,
} from "@aws-sdk/client-codedeploy";
import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import { checkBatch, findApplication, toInvalidToken } from "#lib/simulator/handlers/codedeploy/failures.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { toPage } from "#lib/simulator/handlers/page.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";

function toApplicationInfo({ id, name, createTime }: ReturnType<typeof findApplication>): ApplicationInfo {
  return {
    applicationId: id,
    applicationName: name,
    createTime: new Date(createTime),
    linkedToGitHub: false,
    computePlatform: "Server",
  };
}

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

const getApplication = defineOperation<GetApplicationCommand, SimContext>(
  GetApplication$,
  (input, { region }) => ({
    application: toApplicationInfo(findApplication(region, input.applicationName)),
  }),
);

const batchGetApplications = defineOperation<BatchGetApplicationsCommand, SimContext>(
  BatchGetApplications$,
  (input, { region }) => {
    const names = checkBatch("applicationNames", input.applicationNames, batchLimits.BatchGetApplications);
    return { applicationsInfo: names.map((name) => toApplicationInfo(findApplication(region, name))) };
  },
);

export const applicationOperations = [listApplications, getApplication, batchGetApplications];
