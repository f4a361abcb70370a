/** Where the limits stand, as a reader can look them up. */
export const limitsPage = "CodeDeploy user guide, limits";
export const agentPage = "CodeDeploy user guide, troubleshooting Auto Scaling";
export const trafficPage = "CodeDeploy user guide, troubleshooting deployments (AllowTraffic)";
