#!/usr/bin/env bash
# What an operator's script would do: read one deployment group with the AWS CLI, one command after the other.
# Prints how many commands it took (the CLI pages by itself: its requests are more).
set -euo pipefail
export AWS_ACCESS_KEY_ID=AKIABENCH AWS_SECRET_ACCESS_KEY=bench AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true
commands=0
ask() { commands=$((commands + 1)); answer=$(/usr/bin/aws --endpoint-url "$1" --output text "${@:2}"); }

url=$1
ask "$url" deploy get-deployment-group --application-name bench --deployment-group-name bench
ask "$url" deploy get-deployment-config --deployment-config-name CodeDeployDefault.OneAtATime
ask "$url" deploy list-deployments --application-name bench --deployment-group-name bench --query 'deployments[]'
deployments=$answer
# shellcheck disable=SC2086
ask "$url" deploy batch-get-deployments --deployment-ids $deployments
for deployment in $deployments; do
  ask "$url" deploy list-deployment-targets --deployment-id "$deployment" --query 'targetIds[]'
  targets=$answer
  for batch in $(printf '%s\n' $targets | xargs -n 25 | tr ' ' ','); do
    # shellcheck disable=SC2086
    ask "$url" deploy batch-get-deployment-targets --deployment-id "$deployment" --target-ids ${batch//,/ }
  done
done
ask "$url" autoscaling describe-auto-scaling-groups --auto-scaling-group-names asg-bench --query 'AutoScalingGroups[].Instances[].InstanceId'
members=$answer
ask "$url" autoscaling describe-scaling-activities --auto-scaling-group-name asg-bench
ask "$url" autoscaling describe-lifecycle-hooks --auto-scaling-group-name asg-bench
ask "$url" autoscaling describe-instance-refreshes --auto-scaling-group-name asg-bench
ask "$url" autoscaling describe-traffic-sources --auto-scaling-group-name asg-bench --traffic-source-type elbv2
ask "$url" elbv2 describe-target-groups --names tg-bench --query 'TargetGroups[].TargetGroupArn'
arn=$answer
ask "$url" elbv2 describe-target-group-attributes --target-group-arn "$arn"
ask "$url" elbv2 describe-target-health --target-group-arn "$arn"
for batch in $(printf '%s\n' $members | xargs -n 100 | tr ' ' ','); do
  ask "$url" ec2 describe-instances --filters "Name=instance-id,Values=$batch"
  # shellcheck disable=SC2086
  ask "$url" ec2 describe-instance-status --instance-ids ${batch//,/ }
done
echo "$commands"
