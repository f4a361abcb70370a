import {
  asgBeingDeleted,
  asgProcessesLeftSuspended,
  bgLeftoverGreenAsg,
  foreignHookBlocking,
  hookMissing,
  hookNameMismatch,
  launchAdministrativelySuspended,
  multipleDgOneAsg,
  orphanHook,
  processSuspended,
} from "#lib/rules/index.ts";
import type { Rule } from "#lib/rules/rule.ts";

/** The rules whose findings are about the wiring of deployment groups and Auto Scaling groups. */
export const auditedRules: readonly Rule[] = [
  orphanHook,
  hookNameMismatch,
  hookMissing,
  multipleDgOneAsg,
  foreignHookBlocking,
  asgBeingDeleted,
  asgProcessesLeftSuspended,
  processSuspended,
  launchAdministrativelySuspended,
  bgLeftoverGreenAsg,
];

/** What they find belongs to one deployment group; what the others find on an Auto Scaling group is the same for all that share it. */
export const rulesOfOneGroup: ReadonlySet<string> = new Set([
  hookMissing.id,
  hookNameMismatch.id,
  bgLeftoverGreenAsg.id,
]);

/** Those that tell of suspended processes. */
export const processRules: ReadonlySet<string> = new Set([
  asgProcessesLeftSuspended.id,
  processSuspended.id,
  launchAdministrativelySuspended.id,
]);
