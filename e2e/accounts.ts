import type { Account } from "#e2e/open-ghostline.ts";
import {
  failingScript,
  quietGroups,
  recursiveLimbo,
  rollingDeployment,
  unhealthyTargets,
} from "#lib/simulator/scenarios/index.ts";

// Accounts of more than one file: their journeys share servers.

/** A bit of everything, recorded for half an hour. */
export const busyAccount: Account = {
  stories: [recursiveLimbo, failingScript, unhealthyTargets, rollingDeployment, quietGroups],
  recordedMinutes: 30,
};

/** The incident alone, as the first start of the dashboard finds it. */
export const limboAccount: Account = { stories: [recursiveLimbo] };
