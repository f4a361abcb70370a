import { hourMs } from "#lib/domain/time.ts";

/** How long the agent may take to answer for a pending deployment (CD:troubleshooting-auto-scaling). */
export const agentResponseMs = hourMs;

/** From AWS's page of 2023; whether it still holds is not known (CD:limits). */
export const inPlaceLimitMs = 8 * hourMs;

/** All phases and waits of a blue/green deployment together (CD:limits). */
export const blueGreenLimitMs = 109 * hourMs;

/** A blue/green deployment that is ready waits this long for its traffic to be shifted (CD:limits). */
export const readyLimitMs = 48 * hourMs;

/** Where the limits stand, as a reader can look them up. */
export const limitsPage = "CodeDeploy user guide, limits";
export const agentPage = "CodeDeploy user guide, troubleshooting Auto Scaling";
export const trafficPage = "CodeDeploy user guide, troubleshooting deployments (AllowTraffic)";
