import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import type { ScriptFault } from "#lib/simulator/world/faults.ts";

/** A release that fails in the same script wherever it comes. */
function defineFailingRelease(
  release: Pick<Story, "id" | "title"> & {
    readonly application: string;
    readonly badRevision: string;
    readonly fault: ScriptFault;
  },
): Story {
  const { id, title, application, badRevision, fault } = release;
  return defineStory({
    id,
    title,
    play({ service, operator, minutesAgo }) {
      const { group } = service(application, { desired: 2, balanced: false });
      operator.setBadRevision(application, badRevision, fault);
      minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    },
  });
}

export const failingStop = defineFailingRelease({
  id: "failing-stop",
  title: "The stop script of the release before fails: no new release can mend it.",
  application: "tower",
  badRevision: "r1",
  fault: { event: "ApplicationStop" },
});

export const missingScript = defineFailingRelease({
  id: "missing-script",
  title: "The AppSpec file names a script that is not in the bundle.",
  application: "brook",
  badRevision: "r2",
  fault: {
    event: "BeforeInstall",
    errorCode: "ScriptMissing",
    message: "Script does not exist at specified location: scripts/before-install.sh",
    logTail: "",
  },
});

export const scriptWithoutRight = defineFailingRelease({
  id: "script-without-right",
  title: "A script was committed without the right to be executed.",
  application: "flint",
  badRevision: "r2",
  fault: {
    event: "AfterInstall",
    errorCode: "ScriptNotExecutable",
    message:
      "Script at specified location: scripts/after-install.sh is not executable.  Trying to make it executable.",
    logTail: "",
  },
});

export const slowScript = defineFailingRelease({
  id: "slow-script",
  title: "A script takes longer than the AppSpec file allows it.",
  application: "moss",
  badRevision: "r2",
  fault: {
    event: "ApplicationStart",
    errorCode: "ScriptTimedOut",
    message: "Script at specified location: scripts/application-start.sh failed to complete in 60 seconds",
  },
});
