import { eventNames, isTrafficEvent } from "#lib/simulator/world/codedeploy/event-order.ts";
import { restartAgentProcess } from "#lib/simulator/world/codedeploy/restarts.ts";
import { toRevision, toRevisionKey } from "#lib/simulator/world/codedeploy/revisions.ts";
import { stepSeconds } from "#lib/simulator/world/delays.ts";
import { findInstance, setServing } from "#lib/simulator/world/ec2/instances.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { RegionModel, RevisionFault, ScriptFailure } from "#lib/simulator/world/sim-world.ts";
import type { SimRevision } from "#lib/simulator/world/state.ts";

/** A failing script: only the event has to be named. */
export type ScriptFault = Pick<ScriptFailure, "event"> & Partial<ScriptFailure>;

/** What goes wrong with agents, scripts and revisions. No API shows any of it; its consequences do. */
export function makeFaults(model: RegionModel) {
  return {
    /** The CodeDeploy agent on the instance dies, or was never there. */
    breakAgent(instanceId: string, agent: "dead" | "not-installed" = "dead") {
      findInstance(model, instanceId).agent = agent;
    },
    /** Somebody starts the agent. */
    repairAgent(instanceId: string) {
      findInstance(model, instanceId).agent = "alive";
    },
    /** From now on the script of one event fails on this instance. */
    failScript(instanceId: string, fault: ScriptFault) {
      findInstance(model, instanceId).scriptFailure = toScriptFailure(fault);
    },
    /** The agent is stopped and started: it fails what it was running. */
    restartAgent: (instanceId: string) => restartAgentProcess(model, instanceId, stepSeconds),
    /** The application on the instance no longer answers health checks, until it is deployed anew. */
    stopServing(instanceId: string) {
      findInstance(model, instanceId);
      setServing(model, instanceId, false);
    },
    /** The application answers again. */
    resumeServing(instanceId: string) {
      findInstance(model, instanceId);
      setServing(model, instanceId, true);
    },
    /** The revision's script fails on every instance, or its application never answers health checks, or its bundle is gone; `ok` mends it. */
    setBadRevision(
      application: string,
      revision: SimRevision | string,
      fault: ScriptFault | "never-serves" | "deleted" | "ok",
    ) {
      const key = toRevisionKey(toRevision(application, revision));
      const { badRevisions } = model.hidden;
      if (fault === "ok") badRevisions.delete(key);
      else badRevisions.set(key, toRevisionFault(fault));
    },
  };
}

function toRevisionFault(fault: ScriptFault | "never-serves" | "deleted"): RevisionFault {
  return typeof fault === "string" ? { kind: fault } : { kind: "script-fails", ...toScriptFailure(fault) };
}

function toScriptFailure(fault: ScriptFault): ScriptFailure {
  const allowed = eventNames("in-place", "with-traffic-control").filter((name) => !isTrafficEvent(name));
  if (!allowed.includes(fault.event))
    refuse(`nothing of a revision runs in ${fault.event}; allowed are ${allowed.join(", ")}`);
  const scriptName = fault.scriptName ?? `scripts/${toKebab(fault.event)}.sh`;
  return {
    event: fault.event,
    errorCode: fault.errorCode ?? "ScriptFailed",
    scriptName,
    message:
      fault.message ?? `Script at specified location: ${scriptName} run as user root failed with exit code 1`,
    logTail:
      fault.logTail ?? `LifecycleEvent - ${fault.event}\nScript - ${scriptName}\n[stderr]exit status 1\n`,
  };
}

function toKebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
