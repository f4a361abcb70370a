/** CodeDeploy's codes for a deployment's end (m:codedeploy ErrorCode, CD:error-codes), each with a sentence. */
const meanings: ReadonlyMap<string, string> = new Map([
  ["AGENT_ISSUE", "CodeDeploy blames the agent on the instances."],
  ["ALARM_ACTIVE", "An alarm of the deployment group was active."],
  ["APPLICATION_MISSING", "The application was deleted before the deployment began."],
  [
    "AUTOSCALING_VALIDATION_ERROR",
    "The Auto Scaling groups of the deployment group are not as CodeDeploy needs them.",
  ],
  ["AUTO_SCALING_CONFIGURATION", "CodeDeploy could not work with the settings of the Auto Scaling group."],
  ["AUTO_SCALING_IAM_ROLE_PERMISSIONS", "The service role lacks permissions on Auto Scaling."],
  ["CLOUDFORMATION_STACK_FAILURE", "The CloudFormation stack that made the deployment failed."],
  [
    "CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND",
    "Something that CodeDeploy needs for the deployment does not exist.",
  ],
  ["CUSTOMER_APPLICATION_UNHEALTHY", "The application was found unhealthy."],
  ["DEPLOYMENT_GROUP_MISSING", "The deployment group was deleted before the deployment began."],
  ["ECS_UPDATE_ERROR", "ECS could not be updated."],
  [
    "ELASTIC_LOAD_BALANCING_INVALID",
    "The load balancer or target group of the deployment group cannot be used.",
  ],
  ["ELB_INVALID_INSTANCE", "The load balancer does not accept an instance of the deployment."],
  [
    "HEALTH_CONSTRAINTS",
    "Too many instances failed, so that too few healthy ones were left. It follows from what failed on them.",
  ],
  [
    "HEALTH_CONSTRAINTS_INVALID",
    "The configuration asks for more healthy instances than a deployment could keep: none could be taken.",
  ],
  ["HOOK_EXECUTION_FAILURE", "A validation hook of the deployment failed."],
  ["IAM_ROLE_MISSING", "The service role of the deployment group cannot be used: it may have been deleted."],
  ["IAM_ROLE_PERMISSIONS", "The service role of the deployment group lacks permissions."],
  ["INTERNAL_ERROR", "An error inside AWS."],
  ["INVALID_ECS_SERVICE", "The ECS service cannot be used."],
  ["INVALID_LAMBDA_CONFIGURATION", "The configuration of the Lambda function is not valid."],
  ["INVALID_LAMBDA_FUNCTION", "The Lambda function cannot be used."],
  ["INVALID_REVISION", "The revision cannot be used: its AppSpec file may be missing or not valid."],
  ["MANUAL_STOP", "Somebody stopped it."],
  ["MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION", "The deployment group has no blue/green configuration."],
  ["MISSING_ELB_INFORMATION", "The deployment group names no load balancer, and the deployment needs one."],
  ["MISSING_GITHUB_TOKEN", "CodeDeploy has no GitHub token with which to fetch the revision."],
  ["NO_EC2_SUBSCRIPTION", "The account is not subscribed to EC2."],
  ["NO_INSTANCES", "The deployment group matched no instance."],
  [
    "OVER_MAX_INSTANCES",
    "The deployment would exceed the number of instances that may be deployed to at a time.",
  ],
  ["RESOURCE_LIMIT_EXCEEDED", "A limit of CodeDeploy's was reached."],
  ["REVISION_MISSING", "The revision was deleted before the deployment began."],
  ["THROTTLED", "An AWS service refused CodeDeploy's calls in this account because there were too many."],
  ["TIMEOUT", "The deployment did not come to its end in time."],
  // Named by CD:error-codes only: the model of the API does not have it.
  ["UNABLE_TO_SEND_ASG", "CodeDeploy could not reach the Auto Scaling group to deploy to it."],
]);

/** One sentence for a deployment's error code; undefined for a code that is not known. */
export function explainDeploymentError(code: string): string | undefined {
  return meanings.get(code.toUpperCase());
}
