import { describe, expect, it } from "vitest";
import { makeLab, makeSteadyService } from "#lib/simulator/testing/make-lab.ts";

const asg = "asg-prod-api";
const launchHookName =
  /^CodeDeploy-managed-automatic-launch-deployment-hook-prod-api-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("CodeDeploy's launch hook", () => {
  it("looks as it does in AWS, and names its deployment group", () => {
    const lab = makeLab();
    makeSteadyService(lab);
    const group = lab.state.deploymentGroups.get("api/prod-api");
    expect(lab.group(asg).hooks).toMatchObject([
      {
        name: expect.stringMatching(launchHookName),
        transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
        heartbeatTimeoutSeconds: 600,
        globalTimeoutSeconds: 60_000,
        defaultResult: "ABANDON",
        notificationTargetArn: expect.stringMatching(
          /^arn:aws:sqs:us-east-1:\d{12}:razorbill-us-east-1-prod-default-autoscaling-lifecycle-hook$/,
        ),
        notificationMetadata: group?.id,
      },
    ]);
    expect(group?.autoScalingGroups).toEqual([{ name: asg, hook: lab.group(asg).hooks[0]?.name }]);
  });

  it("gives a new instance the last successful revision, without blocking traffic, and lets it through", () => {
    const lab = makeLab();
    makeSteadyService(lab);
    const [launch] = lab.deployments("autoscaling");
    expect(launch).toMatchObject({ status: "Succeeded", creator: "autoscaling" });
    expect(launch?.revision.s3Location?.key).toBe("api/r1.zip");
    expect(launch?.targets).toHaveLength(1);
    expect(launch?.targets?.[0]?.events.map((event) => event.name).slice(-3)).toEqual([
      "BeforeAllowTraffic",
      "AllowTraffic",
      "AfterAllowTraffic",
    ]);
    expect(launch?.targets?.[0]?.events[0]?.name).toBe("ApplicationStop");
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it("lets instances through without software where nothing was ever deployed", () => {
    const lab = makeLab();
    makeSteadyService(lab, { deploymentGroup: { revision: undefined } });
    expect(lab.memberIds(asg)).toHaveLength(3);
    expect(lab.state.deployments.size).toBe(0);
    expect(lab.target("tg-prod-api", lab.memberId(asg))?.state).toBe("unhealthy");
  });

  it("is kept alive by heartbeats while a slow deployment goes on", () => {
    const lab = makeLab({ parameters: { eventSeconds: { AfterInstall: 1500 } } });
    lab.build.service({ application: "api", group: "prod-api" }, { desired: 1 });
    lab.forward(1200);
    expect(lab.memberIds(asg, "Pending:Wait")).toHaveLength(1);
    lab.forward(1200);
    expect(lab.memberIds(asg)).toHaveLength(1);
    expect(lab.activities(asg, "was abandoned")).toEqual([]);
  });

  it("is answered ABANDON after a failure: a bad revision makes instances come and go", () => {
    const lab = makeLab();
    makeSteadyService(lab);
    lab.ops.setBadRevision("api", "r1", { event: "ValidateService" });
    lab.ops.setDesiredCapacity(asg, 4);
    lab.forward(1800);
    const abandoned = lab.activities(asg, "was abandoned: Lifecycle Action Completed with ABANDON Result");
    expect(abandoned.length).toBeGreaterThanOrEqual(3);
    const failed = lab.deployments("autoscaling").filter((deployment) => deployment.status === "Failed");
    expect(failed.length).toBeGreaterThanOrEqual(3);
    expect(failed[0]?.targets?.[0]?.events.find((event) => event.status === "Failed")?.name).toBe(
      "ValidateService",
    );
    expect(lab.memberIds(asg)).toHaveLength(3);
  });

  it("is answered ABANDON when the launch has no agent", () => {
    const lab = makeLab();
    makeSteadyService(lab);
    lab.ops.newLaunchTemplateVersion(asg, { agent: "not-installed" });
    lab.ops.setDesiredCapacity(asg, 4);
    lab.forward(480);
    const [failed] = lab.deployments("autoscaling").filter((deployment) => deployment.status === "Failed");
    expect(failed?.targets?.[0]?.events[0]?.diagnostics?.message).toContain(
      "agent was not able to receive the lifecycle event",
    );
    expect(lab.activities(asg, "ABANDON Result")).toHaveLength(1);
  });

  it("without a deployment group is heard by nobody: launches die of the heartbeat timeout", () => {
    const lab = makeLab();
    makeSteadyService(lab);
    lab.ops.deleteApplication("api");
    expect(lab.state.deploymentGroups.size).toBe(0);
    expect(lab.group(asg).hooks).toHaveLength(1);
    const before = lab.state.deployments.size;
    lab.ops.setDesiredCapacity(asg, 4);
    lab.forward(700);
    expect(lab.activities(asg, "was abandoned: Heartbeat Timeout")).toHaveLength(1);
    expect(lab.state.deployments.size).toBe(before);
  });

  it("is taken along by DeleteDeploymentGroup, which cancels the waiting launch", () => {
    const lab = makeLab();
    const service = makeSteadyService(lab);
    lab.ops.setDesiredCapacity(asg, 4);
    lab.forward(60);
    const [waiting = ""] = lab.memberIds(asg, "Pending:Wait");
    lab.ops.deleteDeploymentGroup(service);
    expect(lab.group(asg).hooks).toEqual([]);
    expect(lab.deployments("autoscaling").at(-1)).toMatchObject({
      status: "Failed",
      errorCode: "DEPLOYMENT_GROUP_MISSING",
    });
    lab.forward(180);
    expect(lab.member(asg, waiting)).toBeUndefined();
    expect(lab.memberIds(asg)).toHaveLength(4);
  });

  it("comes back under a new name when its Auto Scaling group is taken out and put in again, or when it was lost", () => {
    const lab = makeLab();
    const service = makeSteadyService(lab);
    const names = () => lab.group(asg).hooks.map((hook) => hook.name);
    const [first = ""] = names();
    lab.ops.updateDeploymentGroupAutoScaling(service, [asg]);
    expect(names()).toEqual([first]);
    lab.ops.updateDeploymentGroupAutoScaling(service, []);
    expect(names()).toEqual([]);
    lab.ops.updateDeploymentGroupAutoScaling(service, [asg]);
    const [second = ""] = names();
    expect(second).toMatch(launchHookName);
    expect(second).not.toBe(first);
    lab.ops.deleteLifecycleHook(asg, second);
    lab.ops.updateDeploymentGroupAutoScaling(service, [asg]);
    expect(names()).toHaveLength(1);
    expect(names()).not.toEqual([second]);
  });

  it("of several deployment groups on one Auto Scaling group makes deployments that overlap on one instance", () => {
    const lab = makeLab();
    makeSteadyService(lab);
    lab.build.deploymentGroup(
      { application: "agent", group: "sidecar" },
      { autoScalingGroups: [asg], revision: "r1" },
    );
    lab.ops.setDesiredCapacity(asg, 4);
    lab.forward(70);
    const [id = ""] = lab.memberIds(asg, "Pending:Wait");
    expect(lab.member(asg, id)?.waits).toHaveLength(2);
    const active = lab.deployments("autoscaling").filter((deployment) => deployment.status === "InProgress");
    expect(active.map((deployment) => deployment.targets?.[0]?.instanceId)).toEqual([id, id]);
    lab.forward(600);
    expect(lab.member(asg, id)?.lifecycleState).toBe("InService");
  });

  it("of several deployment groups kills the instance where the first deployment takes longer than the second may wait", () => {
    const lab = makeLab({ parameters: { eventSeconds: { AfterInstall: 600 } } });
    lab.build.service({ application: "api", group: "prod-api" }, { desired: 1 });
    lab.build.deploymentGroup(
      { application: "agent", group: "sidecar" },
      { autoScalingGroups: [asg], revision: "r1" },
    );
    lab.forward(900);
    const failed = lab.deployments("autoscaling").filter((deployment) => deployment.status === "Failed");
    expect(failed[0]?.targets?.[0]?.events[0]?.diagnostics?.message).toContain("not able to receive");
    expect(lab.activities(asg, "was abandoned").length).toBeGreaterThan(0);
  });
});

describe("CodeDeploy's termination hook", () => {
  it("runs the block events and ApplicationStop before the instance goes", () => {
    const lab = makeLab();
    makeSteadyService(lab, { deploymentGroup: { terminationHookEnabled: true } });
    const id = lab.memberId(asg);
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId: id, capacity: "decrement" });
    lab.forward(700);
    const [farewell] = lab.deployments("autoscalingTermination");
    expect(farewell).toMatchObject({
      status: "Succeeded",
      targets: [{ instanceId: id, status: "Succeeded" }],
    });
    expect(farewell?.targets?.[0]?.events.map((event) => event.name)).toEqual([
      "BeforeBlockTraffic",
      "BlockTraffic",
      "AfterBlockTraffic",
      "ApplicationStop",
    ]);
    expect(lab.member(asg, id)).toBeUndefined();
  });

  it("goes when it is switched off", () => {
    const lab = makeLab();
    const service = makeSteadyService(lab, { deploymentGroup: { terminationHookEnabled: true } });
    expect(lab.group(asg).hooks).toHaveLength(2);
    lab.ops.updateDeploymentGroup(service, { terminationHookEnabled: false });
    expect(lab.group(asg).hooks.map((hook) => hook.transition)).toEqual([
      "autoscaling:EC2_INSTANCE_LAUNCHING",
    ]);
  });
});
