export { deletedBundle } from "#lib/simulator/scenarios/deployments/deleted-bundle.ts";
export { endlessDeployment } from "#lib/simulator/scenarios/deployments/endless-deployment.ts";
export {
  accountLimit,
  githubTokenRevoked,
  internalError,
  serviceRoleLost,
  suspensionRefused,
  throttledAccount,
  unparsableRevision,
} from "#lib/simulator/scenarios/deployments/failed-starts.ts";
export * from "#lib/simulator/scenarios/deployments/failing-releases.ts";
export { failingScript } from "#lib/simulator/scenarios/deployments/failing-script.ts";
export { foreignFiles } from "#lib/simulator/scenarios/deployments/foreign-files.ts";
export { impossibleMinimum } from "#lib/simulator/scenarios/deployments/impossible-minimum.ts";
export { leftInStandby } from "#lib/simulator/scenarios/deployments/left-in-standby.ts";
export { leftOutdated } from "#lib/simulator/scenarios/deployments/left-outdated.ts";
export { nothingMatches } from "#lib/simulator/scenarios/deployments/nothing-matches.ts";
export { raisedAlarm } from "#lib/simulator/scenarios/deployments/raised-alarm.ts";
export { recreatedAutoScalingGroup } from "#lib/simulator/scenarios/deployments/recreated-auto-scaling-group.ts";
export { recreatedDeploymentGroup } from "#lib/simulator/scenarios/deployments/recreated-deployment-group.ts";
export { rollbackFailsToo } from "#lib/simulator/scenarios/deployments/rollback-fails-too.ts";
export { rolledBack } from "#lib/simulator/scenarios/deployments/rolled-back.ts";
export { secondInLine } from "#lib/simulator/scenarios/deployments/second-in-line.ts";
export { stoppedByHand } from "#lib/simulator/scenarios/deployments/stopped-by-hand.ts";
