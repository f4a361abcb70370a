/** Who made a deployment and why, in plain words (m:codedeploy DeploymentCreator). A creator AWS added since is named as it is. */
export function toCreatorWords(creator: string | undefined): string {
  switch (creator) {
    case undefined:
      return "not said";
    case "user":
      return "a person or pipeline";
    case "autoscaling":
      return "a scale-out";
    case "autoscalingTermination":
      return "a scale-in";
    case "codeDeployRollback":
      return "a rollback";
    case "CodeDeploy":
      return "CodeDeploy itself";
    case "CodeDeployAutoUpdate":
      return "CodeDeploy, to update instances with an old revision";
    case "CloudFormation":
      return "CloudFormation";
    case "CloudFormationRollback":
      return "a rollback by CloudFormation";
    default:
      return creator;
  }
}
