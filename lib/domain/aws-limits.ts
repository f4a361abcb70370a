import { hourMs, minuteMs } from "#lib/domain/time.ts";

/** A lifecycle event must start this long after the one before it, or the target fails (CD:limits). */
export const eventStartMs = 5 * minuteMs;

/** One lifecycle event may take this long, however short its script's timeout is (CD:limits). */
export const eventLimitMs = hourMs;

/** How long the agent may take to answer for a pending deployment (CD:troubleshooting-auto-scaling). */
export const agentResponseMs = hourMs;

/** Of an in-place deployment. From AWS's page of 2023; whether it still holds is not known (CD:limits). */
export const inPlaceLimitMs = 8 * hourMs;

/** All phases and waits of a blue/green deployment together (CD:limits). */
export const blueGreenLimitMs = 109 * hourMs;

/** A blue/green deployment that is ready waits this long for its traffic to be shifted (CD:limits). */
export const readyLimitMs = 48 * hourMs;
