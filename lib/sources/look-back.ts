import { hourMs } from "#lib/domain/time.ts";

/** How far back an ordinary reading looks for what has ended: the widest window a page shows. */
export const recentMs = 6 * hourMs;

/** No deployment lives longer than 109 hours (blue/green, CD:limits), so every open one began since then. */
export const longestDeploymentMs = 110 * hourMs;
