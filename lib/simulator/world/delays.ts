// How long things take that more than one part of the world waits for. AWS documents none but the last: they are choices of this model.

/** Short steps: `Pending:Proceed` to `InService`, a detach without draining, and the like. */
export const stepSeconds = 4;
/** How long Auto Scaling takes to act on a difference between desired and actual capacity. */
export const reconcileSeconds = 8;
/** How long a rebooted instance is away. */
export const rebootSeconds = 90;
/** How often the model looks whether the agent can take an event. */
export const agentPollSeconds = 15;
/** An event has to end so soon after it started. CD:limits */
export const eventLimitSeconds = 3600;
